//! Which host the requests go to.

mod allowed;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use http::Uri;
use http::uri::{Authority, Scheme};

pub(crate) use self::allowed::AllowedHosts;
use crate::endpoint::Host;
use crate::error::{Error, Result};

/// Where ConnectPay's API is.
///
/// ```
/// use connectpay::Environment;
///
/// let environment: Environment = "stage".parse()?;
/// assert_eq!(environment, Environment::Stage);
/// assert_eq!(environment.to_string(), "https://api2-stage.connectpay.com");
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// ConnectPay's test environment, `https://api2-stage.connectpay.com`.
    Stage,
    /// The real thing, `https://api2.connectpay.com`.
    Production,
    /// Another server, such as a sandbox or a gateway; made by [`Environment::custom`].
    Custom(BaseUrl),
}

/// The checked base URL of a custom [`Environment`].
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    pub(crate) scheme: Scheme,
    pub(crate) authority: Authority,
    /// A path in front of every endpoint's, without a slash at its end; usually empty.
    pub(crate) prefix: String,
}

const STAGE: &str = "https://api2-stage.connectpay.com";
const PRODUCTION: &str = "https://api2.connectpay.com";

impl Environment {
    /// Another server than ConnectPay's own: a sandbox, a test, a gateway.
    ///
    /// The URL is `https://host[:port][/prefix]`; `http` is accepted for
    /// loopback alone (`localhost`, `127.0.0.0/8`, `[::1]`), since credentials
    /// would otherwise travel in the clear.
    ///
    /// # Errors
    ///
    /// A URL with user-info, a query or a fragment, with another scheme, with a
    /// host that is not plain ASCII, or with a prefix that has empty or dot
    /// segments, escapes, or a `partner` or `client` segment, which would blur
    /// which credentials a path takes. The message does not repeat the URL.
    ///
    /// ```
    /// use connectpay::Environment;
    ///
    /// assert!(Environment::custom("http://127.0.0.1:8080").is_ok());
    /// assert!(Environment::custom("http://api.example.com").is_err());
    /// assert!(Environment::custom("https://user:secret@api.example.com").is_err());
    /// ```
    pub fn custom(base_url: &str) -> Result<Self> {
        let base_url = BaseUrl::parse(base_url)
            .map_err(|reason| Error::build(format!("the base URL {reason}")))?;
        // What is written out and read in again is the same environment, with
        // all that depends on which one it is.
        Ok(match base_url.to_string().as_str() {
            STAGE => Self::Stage,
            PRODUCTION => Self::Production,
            _ => Self::Custom(base_url),
        })
    }

    /// Where a request to an endpoint with these hosts goes: those of a trait
    /// are either ConnectPay's or allowed.
    pub(crate) fn base_url(&self, hosts: Option<Host>, allowed: &AllowedHosts) -> Result<BaseUrl> {
        let origin = match (self, hosts) {
            (Self::Custom(base_url), _) => return Ok(base_url.clone()),
            (Self::Stage, None) => STAGE,
            (Self::Stage, Some(host)) => host.stage,
            (Self::Production, None) => PRODUCTION,
            (Self::Production, Some(host)) => host.production,
        };
        let base_url = BaseUrl::parse(origin)
            .map_err(|reason| Error::build(format!("the host of the endpoint's trait {reason}")))?;
        allowed.check(&base_url)?;
        Ok(base_url)
    }

    /// Whether those whom requests speak for are on the internet: a gateway may
    /// stand before production, a server on loopback is a sandbox.
    pub(crate) fn is_public(&self) -> bool {
        match self {
            Self::Stage => false,
            Self::Production => true,
            Self::Custom(base_url) => !is_loopback(base_url.authority.host()),
        }
    }

    /// Whether requests leave in the clear, which only loopback may.
    pub(crate) fn is_cleartext(&self) -> bool {
        matches!(self, Self::Custom(base_url) if base_url.scheme == Scheme::HTTP)
    }
}

impl BaseUrl {
    fn parse(text: &str) -> std::result::Result<Self, &'static str> {
        // `http::Uri` drops a fragment silently, so what must not be there is
        // looked for in the text itself.
        if text.contains('@') {
            return Err("has user-info (`@`); credentials are given to `PartnerCredentials`");
        }
        if text.contains(['?', '#']) {
            return Err("has a query or fragment; expected `https://host[:port][/prefix]`");
        }
        let uri: Uri = text
            .parse()
            .map_err(|_| "is not a URL; expected `https://host[:port][/prefix]`")?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("has no scheme or host; expected `https://host[:port][/prefix]`");
        };
        let authority = canonical(&authority, &scheme)?;
        if scheme != Scheme::HTTPS && !(scheme == Scheme::HTTP && is_loopback(authority.host())) {
            return Err("must begin with `https://`; `http://` is for loopback alone");
        }
        let path = parts.path_and_query.as_ref().map_or("", |path| path.path());
        let prefix = path.strip_suffix('/').unwrap_or(path);
        check_prefix(prefix)?;
        Ok(Self {
            scheme,
            authority,
            prefix: prefix.to_owned(),
        })
    }
}

/// Host and port as every parser writes them, or why they cannot be used.
fn canonical(
    authority: &Authority,
    scheme: &Scheme,
) -> std::result::Result<Authority, &'static str> {
    let written = authority.host();
    let bracketed = written
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = match bracketed {
        Some(address) => address
            .parse()
            .ok()
            .map(|address: Ipv6Addr| format!("[{address}]")),
        None => is_name(written).then(|| written.to_ascii_lowercase()),
    };
    let host = host.ok_or("has a host that is not a plain name or IP address")?;
    let port = authority.as_str().get(written.len()..).unwrap_or_default();
    if port.is_empty() {
        return host.parse().map_err(|_| "has a host that cannot be used");
    }
    let number = port
        .strip_prefix(':')
        .and_then(|digits| digits.parse().ok());
    let text = match number {
        None | Some(0_u16) => return Err("has a port that is not a number from 1 to 65535"),
        number if number == default_port(scheme) => host,
        Some(number) => format!("{host}:{number}"),
    };
    text.parse().map_err(|_| "has a host that cannot be used")
}

/// A DNS name or an IPv4 address. Parsers read a name whose last label is a
/// number, also a hexadecimal one, as an address in a form of its own.
fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !label.is_empty()
            && label.bytes().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last.starts_with("0x")
        || last.starts_with("0X");
    host.split('.').all(is_label) && (!is_number || host.parse::<Ipv4Addr>().is_ok())
}

/// Where a server listens whose URL names no port.
pub(crate) fn default_port(scheme: &Scheme) -> Option<u16> {
    match scheme.as_str() {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn check_prefix(prefix: &str) -> std::result::Result<(), &'static str> {
    for segment in prefix.split('/').skip(1) {
        let is_scheme = |word: &&str| segment.eq_ignore_ascii_case(word);
        if ["partner", "client"].iter().any(is_scheme) {
            return Err("has a `partner` or `client` segment, which belongs to an endpoint's path");
        }
        let plain = segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~'));
        if !plain || matches!(segment, "" | "." | "..") {
            return Err("has a path with an empty, dot or escaped segment");
        }
    }
    Ok(())
}

impl FromStr for Environment {
    type Err = Error;

    /// `stage`, `production`, or the base URL of a custom environment.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "stage" => Ok(Self::Stage),
            "production" => Ok(Self::Production),
            url if url.contains("://") => Self::custom(url),
            _ => Err(Error::build(
                "unknown environment; expected `stage`, `production` or a base URL",
            )),
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage => f.write_str(STAGE),
            Self::Production => f.write_str(PRODUCTION),
            Self::Custom(base_url) => fmt::Display::fmt(base_url, f),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage => f.write_str("Stage"),
            Self::Production => f.write_str("Production"),
            Self::Custom(base_url) => write!(f, "Custom({base_url})"),
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.prefix)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_that_could_mislead_is_refused() {
        for refused in [
            "",
            "api2.connectpay.com",
            "ftp://api2.connectpay.com",
            "http://api2.connectpay.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://user@api2.connectpay.com",
            "https://user:password@api2.connectpay.com",
            "https://api2.connectpay.com@example.com",
            "https://api2.connectpay.com?x=1",
            "https://api2.connectpay.com/#x",
            "https://api2.connectpay.com\\@example.com",
            "https://api2.connectpay.com/a/../b",
            "https://api2.connectpay.com/a//b",
            "https://api2.connectpay.com/%2e%2e",
            "https://api2.connectpay.com/partner",
            "https://api2.connectpay.com/v1/client/",
            "https://api2.connectpay.com:0",
            "https://api2.connectpay.com:99999",
            "https://api2.connectpay.com:",
            "https://[::1",
            "https://0x7f.1",
            "https://127.1",
            "https://2130706433",
            "https://1.2.3.4.5",
            "https://-",
            "https://.",
            "https://a..b",
            "https://api2.connectpay.com.",
            "https://api2.connectpay.com/Partner",
            "https://b%C3%BCcher.example",
            "https://bücher.example",
            "https:///path",
            " https://api2.connectpay.com",
            "https://api2.connectpay.com\n",
        ] {
            assert!(Environment::custom(refused).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn loopback_may_be_http_and_everything_may_be_https() {
        for accepted in [
            "http://localhost:8080",
            "http://LOCALHOST",
            "http://127.0.0.1:1",
            "http://127.9.9.9",
            "http://[::1]:8080/",
            "https://gateway.example/connectpay/v1",
            "https://[2001:db8::1]:8443",
        ] {
            assert!(Environment::custom(accepted).is_ok(), "{accepted:?}");
        }
    }

    #[test]
    fn the_message_of_a_refused_url_does_not_repeat_it() {
        let error = Environment::custom("https://user:hunter2@example.com").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }

    #[test]
    fn an_environment_that_is_written_out_and_read_in_is_the_same() {
        for text in [
            "https://api2.connectpay.com",
            "https://API2.ConnectPay.com:443/",
        ] {
            assert_eq!(Environment::custom(text).unwrap(), Environment::Production);
        }
        for environment in [
            Environment::Stage,
            Environment::Production,
            Environment::custom("http://[0:0:0:0:0:0:0:1]:9/a/").unwrap(),
        ] {
            let written = environment.to_string();
            assert_eq!(written.parse::<Environment>().unwrap(), environment);
        }
    }

    #[test]
    fn connectpays_own_hosts_are_valid() {
        for environment in [Environment::Stage, Environment::Production] {
            assert_eq!(
                environment
                    .base_url(None, &AllowedHosts::default())
                    .unwrap()
                    .to_string(),
                environment.to_string()
            );
        }
    }
}
