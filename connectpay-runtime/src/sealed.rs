//! Encryption of what leaves the process, bound to its owner.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::zeroize::Zeroizing;

use crate::error::{BoxError, Error, Result};

/// The keys that encrypt tokens and challenges before they are stored elsewhere.
///
/// The cipher is XChaCha20-Poly1305, each time with a random nonce. The user's name is
/// authenticated together with the content, so that what is stored for one user does
/// not open for another. One key encrypts; older keys open what was stored before the
/// key was changed. `Debug` shows no key.
///
/// To change the key:
///
/// 1. Give the new key to all machines as a key that only opens.
/// 2. Make it the first key on all machines, and wait until the last process that
///    encrypts with the old key has ended.
/// 3. Then wait for the life of an access token plus the limit of inactivity, 10
///    minutes by default, and drop the old key. By then every session was either stored
///    anew by a refresh or has lapsed. Two things last longer and need the old key for
///    as long: a session whose refreshes have all failed since, and a sealed
///    [`Challenge`](crate::sca::Challenge), which may wait for its user for any time.
///
/// A call that needs tokens under a dropped key fails with nothing sent, and its error
/// says that the key is missing. Reading such a session does not keep it alive: it
/// lapses after the limit of inactivity, and the user then has to log in again.
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

/// The kind of what is sealed. It is the first byte of the sealed form and is
/// authenticated, so that one kind does not open as another.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    #[cfg(feature = "redis")]
    Tokens = 1,
    Challenge = 2,
}

/// Why something does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unopened {
    /// It was encrypted with a key that is not among these.
    UnknownKey,
    /// It was not written by this library, was changed, or belongs to somebody else.
    Unreadable,
}

/// The length of the nonce that precedes the ciphertext.
const NONCE: usize = 24;

impl EncryptionKeys {
    /// Sets the key that encrypts and its name: 1 to 64 bytes, stored in clear text
    /// beside what it encrypts.
    ///
    /// # Errors
    ///
    /// Fails if the name is empty or longer than 64 bytes.
    pub fn new(id: impl Into<String>, key: [u8; 32]) -> Result<Self> {
        Self { keys: Vec::new() }.also_opens(id, key)
    }

    /// Adds a key that opens what was encrypted with it, and encrypts nothing.
    ///
    /// # Errors
    ///
    /// Fails if the name is empty, longer than 64 bytes, or already in use.
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
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }

    /// `kind, length of id, id, nonce, ciphertext`.
    pub(crate) fn seal(
        &self,
        kind: Kind,
        owner: &str,
        plain: &[u8],
    ) -> std::result::Result<Vec<u8>, BoxError> {
        let (id, cipher) = self.keys.first().ok_or("there is no key to encrypt with")?;
        let mut sealed = vec![kind as u8, u8::try_from(id.len())?];
        sealed.extend_from_slice(id.as_bytes());
        let nonce = XNonce::try_generate().map_err(|_| "the system gave no random bytes")?;
        let payload = Payload {
            msg: plain,
            aad: &bound(&sealed, owner),
        };
        let encrypted = cipher
            .encrypt(&nonce, payload)
            .map_err(|_| "encryption failed")?;
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&encrypted);
        Ok(sealed)
    }

    /// Opens what was sealed for this owner.
    pub(crate) fn open(
        &self,
        kind: Kind,
        owner: &str,
        sealed: &[u8],
    ) -> std::result::Result<Zeroizing<Vec<u8>>, Unopened> {
        let unreadable = Unopened::Unreadable;
        let (&[first, length], _) = sealed.split_first_chunk().ok_or(unreadable)?;
        let header_length = 2 + usize::from(length);
        let (header, rest) = sealed.split_at_checked(header_length).ok_or(unreadable)?;
        let (nonce, encrypted) = rest.split_first_chunk::<NONCE>().ok_or(unreadable)?;
        let id = header.get(2..).unwrap_or_default();
        if first != kind as u8 {
            return Err(unreadable);
        }
        let mut keys = self.keys.iter();
        let known = keys.find(|(known, _)| known.as_bytes() == id);
        let (_, cipher) = known.ok_or(Unopened::UnknownKey)?;
        let payload = Payload {
            msg: encrypted,
            aad: &bound(header, owner),
        };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload);
        plain.map(Zeroizing::new).map_err(|_| unreadable)
    }
}

/// What the ciphertext is bound to: how it was made and for whom.
fn bound(header: &[u8], owner: &str) -> Vec<u8> {
    [header, owner.as_bytes()].concat()
}

impl fmt::Debug for EncryptionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.ids().collect();
        f.debug_struct("EncryptionKeys")
            .field("ids", &ids)
            .finish_non_exhaustive()
    }
}
