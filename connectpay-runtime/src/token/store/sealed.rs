//! Tokens as they leave the process: encrypted, and bound to their user.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use crate::error::BoxError;
use crate::sealed::{EncryptionKeys, Kind, Unopened};
use crate::token::{AccessToken, IssuedTokens};

/// What is encrypted. Both times are those of the wall clock, which machines share.
#[derive(Serialize, Deserialize)]
struct Content<T> {
    access: T,
    refresh: Option<T>,
    /// Milliseconds since 1970.
    ends: u64,
    /// Milliseconds.
    lifetime: u64,
}

/// The tokens of this user, encrypted.
pub(super) fn seal(
    keys: &EncryptionKeys,
    user: &str,
    tokens: &IssuedTokens,
) -> Result<Vec<u8>, BoxError> {
    let access = tokens.access_token();
    let left = access.lifetime().saturating_sub(access.age());
    let content = Content {
        access: access.expose_secret(),
        refresh: tokens.expose_refresh_token(),
        ends: milliseconds(since_1970()?.saturating_add(left)),
        lifetime: milliseconds(access.lifetime()),
    };
    // The buffer is large enough from the beginning, since a buffer that grows leaves
    // copies behind.
    let size = content.access.len() + content.refresh.map_or(0, |token| 6 * token.len()) + 128;
    let mut plain = Zeroizing::new(Vec::with_capacity(size));
    serde_json::to_writer(&mut *plain, &content)?;
    keys.seal(Kind::Tokens, user, &plain)
}

/// The tokens that were sealed for this user. The access token may have ended.
pub(super) fn open(
    keys: &EncryptionKeys,
    user: &str,
    sealed: &[u8],
) -> Result<IssuedTokens, BoxError> {
    let unreadable = || {
        BoxError::from(
            "what is stored for the user was not written by this library, was changed, or \
             belongs to another user; it is not used",
        )
    };
    let plain = keys
        .open(Kind::Tokens, user, sealed)
        .map_err(|unopened| match unopened {
            Unopened::UnknownKey => BoxError::from(
                "the user's tokens were encrypted with a key that this process does not have; \
                 add it with `EncryptionKeys::also_opens`",
            ),
            Unopened::Unreadable => unreadable(),
        })?;
    // Not the parser's own error, which quotes what it read.
    let content: Content<String> = serde_json::from_slice(&plain).map_err(|_| unreadable())?;

    let left = Duration::from_millis(content.ends).saturating_sub(since_1970()?);
    let lifetime = Duration::from_millis(content.lifetime);
    let access = AccessToken::new(content.access)?
        .with_lifetime(lifetime)
        .with_age(lifetime.saturating_sub(left));
    let tokens = IssuedTokens::new(access);
    Ok(match content.refresh {
        Some(refresh) => tokens.with_refresh_token(refresh),
        None => tokens,
    })
}

fn since_1970() -> Result<Duration, BoxError> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> IssuedTokens {
        let access = AccessToken::new("canary-access").unwrap();
        IssuedTokens::new(access).with_refresh_token("canary \"refresh\" \u{1f511}")
    }

    #[test]
    fn what_is_sealed_opens_for_its_user_alone_and_shows_nothing() {
        let keys = EncryptionKeys::new("a", [1; 32]).unwrap();
        let sealed = seal(&keys, "user-7", &tokens()).unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("canary"));
        let opened = open(&keys, "user-7", &sealed).unwrap();
        assert_eq!(opened.access_token().expose_secret(), "canary-access");
        assert_eq!(
            opened.expose_refresh_token(),
            tokens().expose_refresh_token()
        );
        assert!(open(&keys, "user-8", &sealed).is_err());
        assert!(open(&keys, "", &sealed).is_err());
        // Sealing the same tokens twice gives different bytes.
        assert_ne!(sealed, seal(&keys, "user-7", &tokens()).unwrap());
    }

    #[test]
    fn every_byte_that_is_changed_or_missing_is_noticed() {
        let keys = EncryptionKeys::new("key", [1; 32]).unwrap();
        let sealed = seal(&keys, "user-7", &tokens()).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            let error = open(&keys, "user-7", &changed).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("canary"));
            assert!(open(&keys, "user-7", &sealed[..at]).is_err());
        }
    }

    #[test]
    fn a_changed_key_opens_what_the_old_one_sealed() {
        let old = EncryptionKeys::new("old", [1; 32]).unwrap();
        let new = EncryptionKeys::new("new", [2; 32]).unwrap();
        let both = new.clone().also_opens("old", [1; 32]).unwrap();
        let sealed = seal(&old, "user-7", &tokens()).unwrap();
        assert!(open(&both, "user-7", &sealed).is_ok());
        let error = open(&new, "user-7", &sealed).unwrap_err();
        assert!(error.to_string().contains("also_opens"), "{error}");
        assert!(open(&new, "user-7", &seal(&both, "user-7", &tokens()).unwrap()).is_ok());
        // Another key under the same name is not the same key.
        let other = EncryptionKeys::new("old", [3; 32]).unwrap();
        assert!(open(&other, "user-7", &sealed).is_err());
        assert!(EncryptionKeys::new("", [1; 32]).is_err());
        assert!(both.also_opens("old", [1; 32]).is_err());
    }

    #[test]
    fn a_token_ends_when_it_would_have_and_is_given_after_its_end() {
        let keys = EncryptionKeys::new("a", [1; 32]).unwrap();
        let age = |seconds| {
            let token = AccessToken::new("abc").unwrap();
            let aged = IssuedTokens::new(token.with_age(Duration::from_secs(seconds)));
            let sealed = seal(&keys, "user-7", &aged).unwrap();
            let opened = open(&keys, "user-7", &sealed).unwrap();
            assert_eq!(opened.access_token().lifetime(), Duration::from_secs(300));
            opened.access_token().age().as_secs()
        };
        assert!((100..=102).contains(&age(100)), "{}", age(100));
        assert_eq!(age(1_000), 300);
    }
}
