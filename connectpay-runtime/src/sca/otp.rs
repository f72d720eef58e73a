//! The one-time password that a user enters.

use std::fmt;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::error::{Error, Result};
use crate::request::{OTP, Secret};
use crate::secret::Redacted;

/// Nobody types a longer code.
const MAX_LENGTH: usize = 64;

/// A one-time password, as the user typed it.
///
/// [`Challenge::verify`](super::Challenge::verify) consumes it, so it is tried at most
/// once. `Debug` does not show it, and dropping it wipes its own copy from memory; the
/// body of the request that carries it holds another copy. It implements `Serialize`
/// for that body only, as JSON or as a form: do not serialize it elsewhere. As an argument
/// of a path, a query or a header it does not compile, and a value that holds one there
/// fails the call with nothing sent.
///
/// ```
/// use connectpay::sca::Otp;
///
/// let otp = Otp::new(" 123456 ")?;
/// assert!(!format!("{otp:?}").contains("123456"));
/// assert!(Otp::new("").is_err());
/// # Ok::<(), connectpay::Error>(())
/// ```
pub struct Otp(SecretString);

impl Otp {
    /// Takes a code as the user typed it. Spaces around it are dropped, since users
    /// copy them from a message along with the code.
    ///
    /// # Errors
    ///
    /// Fails if the code is empty, longer than 64 bytes or not printable ASCII. The
    /// message does not show it.
    pub fn new(code: impl Into<String>) -> Result<Self> {
        let code = Zeroizing::new(code.into());
        let trimmed = code.trim();
        let is_printable = trimmed.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if trimmed.is_empty() || trimmed.len() > MAX_LENGTH || !is_printable {
            return Err(Error::build(
                "the one-time password is empty, longer than 64 bytes or not printable ASCII",
            ));
        }
        Ok(Self(SecretString::from(trimmed)))
    }
}

/// For the body of the request that verifies it.
impl Serialize for Otp {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        // By its name, a query or a path that holds it somewhere is refused.
        serializer.serialize_newtype_struct(OTP, self.0.expose_secret())
    }
}

/// Paths, queries and headers are written into logs, which a body is not.
impl Secret for Otp {}

/// From the form that the user sent.
impl<'de> Deserialize<'de> for Otp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        // The error of another type may quote the value: a code that was sent as a number.
        let code = String::deserialize(deserializer)
            .map_err(|_| de::Error::custom("a one-time password is expected as a string"))?;
        Self::new(code).map_err(de::Error::custom)
    }
}

impl fmt::Debug for Otp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Otp").field(&Redacted).finish()
    }
}
