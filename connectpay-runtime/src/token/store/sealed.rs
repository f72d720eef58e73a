//! Tokens as they leave the process: encrypted, and bound to their user.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use crate::error::{BoxError, Error, Result};
use crate::token::{AccessToken, IssuedTokens};

/// The keys that tokens are encrypted with before they are stored elsewhere.
///
/// XChaCha20-Poly1305, each time with a random nonce; the user's name is
/// authenticated with the tokens, so that what is stored for one user does not
/// open for another. One key encrypts; older ones open what was stored before
/// the key was changed. `Debug` shows no key.
///
/// To change the key:
///
/// 1. Give the new key to all machines as one that opens.
/// 2. Make it the first on all machines.
/// 3. Drop the old one after the life of an access token and the limit of inactivity
///    together, which are 10 minutes unless set otherwise. What was stored under the
///    old key is stored anew by the refresh at the end of its access token, or has
///    lapsed. What a machine cannot open, it does not keep alive.
///
/// ```
/// use connectpay::EncryptionKeys;
///
/// # fn from_the_vault(_: &str) -> [u8; 32] { [7; 32] }
/// let keys = EncryptionKeys::new("2026-11", from_the_vault("2026-11"))?
///     .also_opens("2026-10", from_the_vault("2026-10"))?;
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone)]
pub struct EncryptionKeys {
    /// The first one encrypts.
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// The wire format: its version, and the length of the nonce that precedes the
/// ciphertext.
const VERSION: u8 = 1;
const NONCE: usize = 24;

/// What is encrypted. Both times by the wall clock, which machines share.
#[derive(Serialize, Deserialize)]
struct Content<T> {
    access: T,
    refresh: Option<T>,
    /// Milliseconds since 1970.
    ends: u64,
    /// Milliseconds.
    lifetime: u64,
}

impl EncryptionKeys {
    /// The key that encrypts, and the name by which it is known: 1 to 64 bytes,
    /// stored in clear beside what it encrypts.
    ///
    /// # Errors
    ///
    /// A name that is empty or longer than 64 bytes.
    pub fn new(id: impl Into<String>, key: [u8; 32]) -> Result<Self> {
        Self { keys: Vec::new() }.also_opens(id, key)
    }

    /// A key that opens what was encrypted with it, and encrypts nothing.
    ///
    /// # Errors
    ///
    /// A name that is empty, longer than 64 bytes, or given before.
    pub fn also_opens(mut self, id: impl Into<String>, key: [u8; 32]) -> Result<Self> {
        let (id, key) = (id.into(), Zeroizing::new(key));
        if !(1..=64).contains(&id.len()) {
            return Err(Error::build(
                "the name of an encryption key is empty or longer than 64 bytes",
            ));
        }
        if self.keys.iter().any(|(known, _)| *known == id) {
            return Err(Error::build(
                "two encryption keys have the same name; each needs one of its own",
            ));
        }
        self.keys.push((id, XChaCha20Poly1305::new((&*key).into())));
        Ok(self)
    }

    /// The names of all keys.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }

    /// `version, length of id, id, nonce, ciphertext`.
    pub(super) fn seal(
        &self,
        user: &str,
        tokens: &IssuedTokens,
    ) -> std::result::Result<Vec<u8>, BoxError> {
        let (id, cipher) = self.keys.first().ok_or("there is no key to encrypt with")?;
        let access = tokens.access_token();
        let left = access.lifetime().saturating_sub(access.age());
        let content = Content {
            access: access.expose_secret(),
            refresh: tokens.expose_refresh_token(),
            ends: milliseconds(since_1970()?.saturating_add(left)),
            lifetime: milliseconds(access.lifetime()),
        };
        // Made once and large enough: a buffer that grows leaves copies behind.
        let size = content.access.len() + content.refresh.map_or(0, |token| 6 * token.len()) + 128;
        let mut plain = Zeroizing::new(Vec::with_capacity(size));
        serde_json::to_writer(&mut *plain, &content)?;

        let mut sealed = vec![VERSION, u8::try_from(id.len())?];
        sealed.extend_from_slice(id.as_bytes());
        let nonce = XNonce::try_generate().map_err(|_| "the system gave no random bytes")?;
        let payload = Payload {
            msg: &plain,
            aad: &bound(&sealed, user),
        };
        let encrypted = cipher
            .encrypt(&nonce, payload)
            .map_err(|_| "encryption failed")?;
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&encrypted);
        Ok(sealed)
    }

    /// The tokens that were sealed for this user; the access token may have ended.
    pub(super) fn open(
        &self,
        user: &str,
        sealed: &[u8],
    ) -> std::result::Result<IssuedTokens, BoxError> {
        let unreadable = || {
            BoxError::from(
                "what is stored for the user was not written by this library, was changed, or \
                 belongs to another user; it is not used",
            )
        };
        let (&[version, length], _) = sealed.split_first_chunk().ok_or_else(unreadable)?;
        let (header, rest) = sealed
            .split_at_checked(2 + usize::from(length))
            .ok_or_else(unreadable)?;
        let (nonce, encrypted) = rest.split_first_chunk::<NONCE>().ok_or_else(unreadable)?;
        let id = header.get(2..).unwrap_or_default();
        if version != VERSION {
            return Err(unreadable());
        }
        let (_, cipher) = self
            .keys
            .iter()
            .find(|(known, _)| known.as_bytes() == id)
            .ok_or(
                "the user's tokens were encrypted with a key that this process does not have; \
                 add it with `EncryptionKeys::also_opens`",
            )?;
        let payload = Payload {
            msg: encrypted,
            aad: &bound(header, user),
        };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload);
        let plain = Zeroizing::new(plain.map_err(|_| unreadable())?);
        // Not the parser's own error, which quotes what it read.
        let content: Content<String> = serde_json::from_slice(&plain).map_err(|_| unreadable())?;

        let now = since_1970()?;
        let left = Duration::from_millis(content.ends).saturating_sub(now);
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
}

/// What the ciphertext is bound to: how it was made, and for whom.
fn bound(header: &[u8], user: &str) -> Vec<u8> {
    [header, user.as_bytes()].concat()
}

fn since_1970() -> std::result::Result<Duration, BoxError> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?)
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Debug for EncryptionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.ids().collect();
        f.debug_struct("EncryptionKeys")
            .field("ids", &ids)
            .finish_non_exhaustive()
    }
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
        let sealed = keys.seal("user-7", &tokens()).unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("canary"));
        let opened = keys.open("user-7", &sealed).unwrap();
        assert_eq!(opened.access_token().expose_secret(), "canary-access");
        assert_eq!(
            opened.expose_refresh_token(),
            tokens().expose_refresh_token()
        );
        assert!(keys.open("user-8", &sealed).is_err());
        assert!(keys.open("", &sealed).is_err());
        // The same twice is not the same bytes.
        assert_ne!(sealed, keys.seal("user-7", &tokens()).unwrap());
    }

    #[test]
    fn every_byte_that_is_changed_or_missing_is_noticed() {
        let keys = EncryptionKeys::new("key", [1; 32]).unwrap();
        let sealed = keys.seal("user-7", &tokens()).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            let error = keys.open("user-7", &changed).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("canary"));
            assert!(keys.open("user-7", &sealed[..at]).is_err());
        }
    }

    #[test]
    fn a_changed_key_opens_what_the_old_one_sealed() {
        let old = EncryptionKeys::new("old", [1; 32]).unwrap();
        let new = EncryptionKeys::new("new", [2; 32]).unwrap();
        let both = new.clone().also_opens("old", [1; 32]).unwrap();
        let sealed = old.seal("user-7", &tokens()).unwrap();
        assert!(both.open("user-7", &sealed).is_ok());
        let error = new.open("user-7", &sealed).unwrap_err();
        assert!(error.to_string().contains("also_opens"), "{error}");
        assert!(
            new.open("user-7", &both.seal("user-7", &tokens()).unwrap())
                .is_ok()
        );
        // The same name with another key is not the same key.
        let other = EncryptionKeys::new("old", [3; 32]).unwrap();
        assert!(other.open("user-7", &sealed).is_err());
        assert!(EncryptionKeys::new("", [1; 32]).is_err());
        assert!(both.also_opens("old", [1; 32]).is_err());
    }

    #[test]
    fn a_token_ends_when_it_would_have_and_is_given_after_its_end() {
        let keys = EncryptionKeys::new("a", [1; 32]).unwrap();
        let age = |seconds| {
            let token = AccessToken::new("abc").unwrap();
            let aged = IssuedTokens::new(token.with_age(Duration::from_secs(seconds)));
            let sealed = keys.seal("user-7", &aged).unwrap();
            let opened = keys.open("user-7", &sealed).unwrap();
            assert_eq!(opened.access_token().lifetime(), Duration::from_secs(300));
            opened.access_token().age().as_secs()
        };
        assert!((100..=102).contains(&age(100)), "{}", age(100));
        assert_eq!(age(1_000), 300);
    }
}
