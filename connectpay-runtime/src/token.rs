//! A user's access token, and where the next one comes from.

mod cache;
mod issued;
mod pauses;
mod refresh;
mod shared;
mod source;
mod store;
mod tasks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::secret::{Redacted, header_value};

pub(crate) use self::cache::{Generation, TokenCache};
pub use self::issued::IssuedTokens;
pub use self::refresh::{SessionExpired, TokenRefresh};
pub use self::shared::SharedTokens;
pub use self::source::TokenSource;
#[cfg(feature = "redis")]
pub use self::store::RedisTokenStore;
pub use self::store::{BoxTokenStore, Fence, Lock, MemoryTokenStore, TokenStore};
pub(crate) use self::tasks::Tasks;

/// How long a user's access token lives, as ConnectPay documents it: "short-lived
/// and is valid for 5 min" (API authentication requirements).
const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// A longer token would not fit the headers that servers accept.
const MAX_LENGTH: usize = 8 * 1024;

/// A user's access token.
///
/// A session sends it as `Authorization: Bearer <token>`, and only on endpoints
/// declared `auth = user`. Dropping its last clone wipes this value's own copy from
/// memory; request headers hold further copies. `Debug` does not show it.
///
/// A token is a [`TokenSource`] too: a session made from it uses it until its end and
/// then sends nothing.
#[derive(Clone)]
pub struct AccessToken {
    token: Arc<SecretString>,
    lifetime: Duration,
    received: Moment,
}

impl AccessToken {
    /// Takes a token that ConnectPay has just issued, with the documented life of 5
    /// minutes.
    ///
    /// # Errors
    ///
    /// Fails if the token is empty, longer than 8 KiB, or has characters that RFC 6750,
    /// section 2.1, does not allow (`b64token`). The message does not show it.
    ///
    /// ```
    /// use connectpay::AccessToken;
    ///
    /// let token = AccessToken::new("eyJhbGciOiJub25lIn0.e30.")?;
    /// assert!(AccessToken::new("two words").is_err());
    /// assert!(!format!("{token:?}").contains("eyJ"));
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn new(token: impl Into<String>) -> Result<Self> {
        let token = SecretString::from(token.into());
        let text = token.expose_secret();
        if text.len() > MAX_LENGTH {
            return Err(Error::build("the access token is longer than 8 KiB"));
        }
        if !is_b64token(text) {
            return Err(Error::build(
                "the access token is empty or has a character that RFC 6750 does not allow; \
                 expected letters, digits and `-._~+/`, with `=` at the end alone",
            ));
        }
        Ok(Self {
            token: Arc::new(token),
            lifetime: LIFETIME,
            received: Moment::now(),
        })
    }

    /// Returns the same token with another life, counted from when this value was made.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Whether both are the same token, whatever is known about their lives.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.expose_secret() == other.expose_secret()
    }

    /// Returns the same token as issued this long ago. Use it for a token that was
    /// stored elsewhere.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use connectpay::AccessToken;
    ///
    /// let kept = AccessToken::new("abc")?.with_age(Duration::from_secs(60));
    /// assert!(kept.age() >= Duration::from_secs(60));
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    #[must_use]
    pub fn with_age(mut self, age: Duration) -> Self {
        self.received = Moment::now().before(age);
        self
    }

    /// How long the token lives in total. The default is 5 minutes.
    #[must_use]
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// How long ago the token was issued, by the clock that moved further.
    #[must_use]
    pub fn age(&self) -> Duration {
        self.received.elapsed()
    }

    /// Returns the token itself, to store it or to send it by other means. Never print
    /// it.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        self.token.expose_secret()
    }

    /// Sets that the token's life began no later than `moment`, when the request for it
    /// was sent.
    fn since(mut self, moment: Moment) -> Self {
        self.received = self.received.min(moment);
        self
    }

    fn is_expired(&self) -> bool {
        self.received.elapsed() >= self.lifetime
    }

    /// Whether it is time to ask for the next token. That is a little before the end,
    /// so that the token does not end while a request travels.
    fn is_due(&self) -> bool {
        let early = Duration::from_secs(30).min(self.lifetime / 10);
        self.received.elapsed() >= self.lifetime.saturating_sub(early)
    }

    fn authorization(&self) -> Result<HeaderValue> {
        header_value(&Zeroizing::new(format!("Bearer {}", self.expose_secret())))
            .ok_or_else(|| Error::authenticate("the access token does not fit into a header"))
    }
}

/// RFC 6750, section 2.1: `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`.
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("token", &Redacted)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_b64_tokens_are_accepted() {
        for accepted in ["a", "abc-._~+/09==", "eyJ0.e30.sig"] {
            assert!(AccessToken::new(accepted).is_ok(), "{accepted}");
        }
        assert!(AccessToken::new("t".repeat(8192)).is_ok());
        let long = "t".repeat(8193);
        for refused in [
            "",
            "=",
            "a b",
            "a=b",
            "a\r\nX: y",
            "a\0",
            "é",
            "a,b",
            long.as_str(),
        ] {
            assert!(AccessToken::new(refused).is_err(), "{refused:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_due_before_its_end_and_expired_at_it() {
        let token = AccessToken::new("abc").unwrap();
        tokio::time::advance(Duration::from_secs(269)).await;
        assert!(!token.is_due());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(token.is_due() && !token.is_expired());
        tokio::time::advance(Duration::from_secs(30)).await;
        assert!(token.is_expired());
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_token_is_due_a_tenth_of_its_life_before_its_end() {
        let token = AccessToken::new("abc")
            .unwrap()
            .with_lifetime(Duration::from_secs(10));
        tokio::time::advance(Duration::from_millis(8_999)).await;
        assert!(!token.is_due());
        tokio::time::advance(Duration::from_millis(1)).await;
        assert!(token.is_due());
    }
}
