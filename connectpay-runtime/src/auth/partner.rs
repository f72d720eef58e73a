//! The partner's scheme: `x-connectpay-api-key`.

use std::env;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};
use crate::secret::{Redacted, header_value};

/// The scheme of endpoints declared `auth = partner`: the partner's API key,
/// for paths with a `partner` segment.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Partner;

/// The name of the header that carries the partner's credentials.
pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-connectpay-api-key");

const KEY_VARIABLE: &str = "CONNECTPAY_CLIENT_KEY";
const SECRET_VARIABLE: &str = "CONNECTPAY_CLIENT_SECRET";

/// Longer values would not fit the headers that servers accept.
const MAX_LENGTH: usize = 1024;

/// The partner's `ClientKey` and `ClientSecret`, from ConnectPay's developer portal.
///
/// The client sends them as `x-connectpay-api-key: base64(ClientKey:ClientSecret)`, and
/// only on endpoints declared `auth = partner`. Dropping this value wipes its own copy
/// of the secret from memory; request headers hold further copies. `Debug` does not
/// show it.
#[derive(Clone)]
pub struct PartnerCredentials {
    client_key: String,
    client_secret: SecretString,
}

/// How `x-connectpay-api-key` is written.
///
/// ConnectPay's page on API authentication shows both forms: the format line and the
/// last sample are bare, while the first sample begins with `Basic `.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiKeyFormat {
    /// `x-connectpay-api-key: Q29u…`, the default.
    #[default]
    Bare,
    /// `x-connectpay-api-key: Basic Q29u…`.
    Basic,
}

impl PartnerCredentials {
    /// Takes the two values as the developer portal shows them, not yet encoded.
    ///
    /// # Errors
    ///
    /// Fails if a value is empty, is longer than 1,024 bytes, is not printable ASCII,
    /// or begins or ends with a space. Fails as well if the key contains a colon, which
    /// would move the border between key and secret (RFC 7617, section 2). The message
    /// names the value at fault and never shows it.
    ///
    /// ```
    /// use connectpay::PartnerCredentials;
    ///
    /// let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    /// assert!(PartnerCredentials::new("Connect:Pay", "EasyBanking").is_err());
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn new(client_key: impl Into<String>, client_secret: impl Into<String>) -> Result<Self> {
        let (client_key, client_secret) =
            (client_key.into(), SecretString::from(client_secret.into()));
        let refused = |reason: String| Err(Error::build(reason));
        if let Err(reason) = check(&client_key) {
            return refused(format!("the client key {reason}"));
        }
        if client_key.contains(':') {
            return refused(
                "the client key has a colon, which separates it from the secret (RFC 7617)"
                    .to_owned(),
            );
        }
        if let Err(reason) = check(client_secret.expose_secret()) {
            return refused(format!("the client secret {reason}"));
        }
        Ok(Self {
            client_key,
            client_secret,
        })
    }

    /// Reads `CONNECTPAY_CLIENT_KEY` and `CONNECTPAY_CLIENT_SECRET` from the environment.
    ///
    /// # Errors
    ///
    /// Fails if a variable is not set or not Unicode, or if [`new`](Self::new) refuses
    /// its value. The message names the variable and never shows its value.
    pub fn from_env() -> Result<Self> {
        Self::new(variable(KEY_VARIABLE)?, variable(SECRET_VARIABLE)?).map_err(|error| {
            Error::build(format!(
                "{KEY_VARIABLE} or {SECRET_VARIABLE} is not usable: {error}"
            ))
        })
    }

    /// The header's value, encoded once.
    pub(crate) fn api_key(&self, format: ApiKeyFormat) -> Result<ApiKey> {
        let pair = Zeroizing::new(format!(
            "{}:{}",
            self.client_key,
            self.client_secret.expose_secret()
        ));
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        let text = match format {
            ApiKeyFormat::Bare => encoded,
            ApiKeyFormat::Basic => Zeroizing::new(format!("Basic {}", encoded.as_str())),
        };
        header_value(&text)
            .map(ApiKey)
            .ok_or_else(|| Error::build("the partner credentials do not fit into a header"))
    }
}

fn variable(name: &str) -> Result<String> {
    env::var(name).map_err(|error| {
        Error::build(match error {
            env::VarError::NotPresent => format!("the environment variable {name} is not set"),
            env::VarError::NotUnicode(_) => {
                format!("the environment variable {name} is not Unicode; expected printable ASCII")
            }
        })
    })
}

fn check(value: &str) -> std::result::Result<(), &'static str> {
    if value.is_empty() {
        Err("is empty")
    } else if value.len() > MAX_LENGTH {
        Err("is longer than 1,024 bytes")
    } else if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        Err("has a character that is not printable ASCII, perhaps a line break at its end")
    } else if value.starts_with(' ') || value.ends_with(' ') {
        Err("begins or ends with a space")
    } else {
        Ok(())
    }
}

impl fmt::Debug for PartnerCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartnerCredentials")
            .field("client_key", &Redacted)
            .field("client_secret", &Redacted)
            .finish()
    }
}

/// The finished value of the header.
#[derive(Clone)]
pub(crate) struct ApiKey(HeaderValue);

impl ApiKey {
    pub(crate) fn authorize(&self, headers: &mut HeaderMap) {
        headers.insert(API_KEY, self.0.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(format: ApiKeyFormat) -> HeaderValue {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let mut headers = HeaderMap::new();
        credentials.api_key(format).unwrap().authorize(&mut headers);
        headers.remove("x-connectpay-api-key").unwrap()
    }

    #[test]
    fn the_key_is_what_connectpays_page_shows_for_its_sample() {
        assert_eq!(
            header(ApiKeyFormat::Bare),
            "Q29ubmVjdFBheTpFYXN5QmFua2luZw=="
        );
        assert_eq!(
            header(ApiKeyFormat::Basic),
            "Basic Q29ubmVjdFBheTpFYXN5QmFua2luZw=="
        );
    }

    #[test]
    fn the_header_is_marked_sensitive() {
        assert!(header(ApiKeyFormat::Bare).is_sensitive());
    }

    #[test]
    fn unusable_credentials_are_refused_without_being_shown() {
        let long = "k".repeat(1025);
        for (key, secret) in [
            ("", "s3cret"),
            ("k3y", ""),
            ("k3y:x", "s3cret"),
            ("k3y\n", "s3cret"),
            ("k3y", "s3cret\r\n"),
            ("k3y", "s3cret\0"),
            ("k3yé", "s3cret"),
            ("k3y", " s3cret"),
            (long.as_str(), "s3cret"),
        ] {
            let error = PartnerCredentials::new(key, secret).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(
                !shown.contains("s3cret") && !shown.contains("k3y"),
                "{shown}"
            );
        }
        // A colon in the secret does not move the border.
        assert!(PartnerCredentials::new("k3y", "s:3:cret").is_ok());
    }
}
