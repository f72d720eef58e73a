//! What leaves the process encrypted, and bound to its owner.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::zeroize::Zeroizing;

use crate::error::{BoxError, Error, Result};

/// The keys that tokens, and challenges, are encrypted with before they are stored
/// elsewhere.
///
/// XChaCha20-Poly1305, each time with a random nonce; the user's name is
/// authenticated with what is encrypted, so that what is stored for one user does not
/// open for another. One key encrypts; older ones open what was stored before
/// the key was changed. `Debug` shows no key.
///
/// To change the key:
///
/// 1. Give the new key to all machines as one that opens.
/// 2. Make it the first on all machines, and wait until the last process that encrypts
///    with the old one has ended.
/// 3. Drop the old one when, after that, the life of an access token and the limit of
///    inactivity have passed, one after the other: 10 minutes unless set otherwise. A
///    session that goes on is stored anew by a refresh before its access token ends; one
///    that does not has lapsed. Two things last longer, and need the old key for as long:
///    a session whose refreshes have all failed since, and a sealed
///    [`Challenge`](crate::sca::Challenge), for which the user may take any time.
///
/// What is still under a dropped key fails with an error that names the key's absence,
/// with nothing sent. Reading it does not keep it alive: it lapses after the limit of
/// inactivity, and the user then has to log in again.
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

/// What is sealed. It is the first byte of what is written, and authenticated: one kind
/// does not open as another.
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

    /// What was sealed for this owner.
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

/// What the ciphertext is bound to: how it was made, and for whom.
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
