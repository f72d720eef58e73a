//! Which host the requests go to.

mod allowed;
mod base_url;

use std::fmt;
use std::str::FromStr;

pub(crate) use self::allowed::AllowedHosts;
pub use self::base_url::BaseUrl;
pub(crate) use self::base_url::default_port;
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
    /// ConnectPay's production environment, `https://api2.connectpay.com`.
    Production,
    /// Another server, such as a sandbox or a gateway. [`Environment::custom`] makes
    /// it.
    Custom(BaseUrl),
}

const STAGE: &str = "https://api2-stage.connectpay.com";
const PRODUCTION: &str = "https://api2.connectpay.com";

impl Environment {
    /// Names a server that is not ConnectPay's own: a sandbox, a test or a gateway.
    ///
    /// The URL is `https://host[:port][/prefix]`. Only loopback (`localhost`,
    /// `127.0.0.0/8`, `[::1]`) may use `http`, since credentials would otherwise travel
    /// in clear text.
    ///
    /// # Errors
    ///
    /// Fails if the URL has user-info, a query, a fragment, another scheme or a host
    /// that is not plain ASCII. Fails as well if the prefix has empty or dot segments,
    /// escapes, or a `partner` or `client` segment, which would blur which credentials
    /// a path takes. The message does not repeat the URL.
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
        // An environment that is written out and parsed again is the same environment,
        // and everything that depends on it stays the same.
        Ok(match base_url.to_string().as_str() {
            STAGE => Self::Stage,
            PRODUCTION => Self::Production,
            _ => Self::Custom(base_url),
        })
    }

    /// Where a request to an endpoint with these hosts goes. A trait's hosts have to be
    /// ConnectPay's or allowed.
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

    /// Whether the users behind the requests are on the internet. A gateway may stand
    /// in front of production, whereas a server on loopback is a sandbox.
    pub(crate) fn is_public(&self) -> bool {
        match self {
            Self::Stage => false,
            Self::Production => true,
            Self::Custom(base_url) => !base_url.is_loopback(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
