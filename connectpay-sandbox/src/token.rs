//! Issued tokens of either kind.

mod access;
mod refresh;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use subtle::ConstantTimeEq as _;

use crate::random;

pub(crate) use self::access::AccessTokens;
pub(crate) use self::refresh::RefreshTokens;

/// What every issued token of one kind stands for, by its identifier.
///
/// A token is `identifier.secret`. The identifier is looked up in a map. The time of
/// the lookup may reveal whether the identifier exists, which is useless without the
/// secret, and the secret is compared in constant time. So timing leaks nothing of use,
/// and the cost does not grow with the number of tokens.
struct Tokens<T>(Mutex<HashMap<String, Issued<T>>>);

struct Issued<T> {
    secret: String,
    meaning: T,
}

impl<T> Tokens<T> {
    fn issue(&self, meaning: T) -> String {
        let (id, secret) = (random::text::<12>(), random::text::<32>());
        let token = format!("{id}.{secret}");
        self.lock().insert(id, Issued { secret, meaning });
        token
    }

    /// Reads or changes what a token stands for. Returns `None` if it was not issued
    /// here.
    fn with<R>(&self, token: &str, look: impl FnOnce(&mut T) -> R) -> Option<R> {
        let (id, secret) = token.split_once('.')?;
        let mut tokens = self.lock();
        let issued = tokens.get_mut(id)?;
        let is_same = bool::from(issued.secret.as_bytes().ct_eq(secret.as_bytes()));
        is_same.then(|| look(&mut issued.meaning))
    }

    fn any(&self, is_meant: impl Fn(&T) -> bool) -> bool {
        self.lock().values().any(|issued| is_meant(&issued.meaning))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Issued<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Tokens<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
