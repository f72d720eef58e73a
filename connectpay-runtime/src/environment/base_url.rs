//! The checked URL in front of every endpoint's path.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::{Authority, Scheme};

/// The checked base URL of a custom [`Environment`](crate::Environment).
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    pub(crate) scheme: Scheme,
    pub(crate) authority: Authority,
    /// A path in front of every endpoint's path, without a trailing slash. It is
    /// usually empty.
    pub(crate) prefix: String,
}

impl BaseUrl {
    pub(super) fn parse(text: &str) -> std::result::Result<Self, &'static str> {
        // `http::Uri` drops a fragment silently, so the text itself is searched for
        // what must not be there.
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

    /// Whether requests travel in clear text, which only loopback allows.
    #[cfg(feature = "__transport")]
    pub(crate) fn is_cleartext(&self) -> bool {
        self.scheme == Scheme::HTTP
    }

    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(self.authority.host())
    }
}

/// Host and port as every parser writes them, or the reason why they cannot be used.
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

/// A DNS name or an IPv4 address. If the last label of a name is a number, decimal or
/// hexadecimal, parsers read the name as an IPv4 address.
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

/// The port of a URL that names none.
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
        // Some servers read `client.json` as `client`.
        let name = segment.split('.').next().unwrap_or_default();
        let is_scheme = |word: &&str| name.eq_ignore_ascii_case(word);
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
    use crate::Environment;

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
            "https://api2.connectpay.com/client.json",
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
            "https://gateway.example/partners/v1.client",
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
}
