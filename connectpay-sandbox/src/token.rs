//! The access tokens that were issued, and which of them are alive.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use subtle::ConstantTimeEq as _;

use crate::problem::Refusal;
use crate::random;
use crate::rule::Rule;

/// Every token that was issued, by its identifier.
///
/// A token is `identifier.secret`. The identifier is looked up in a map, and
/// how long that takes may tell whether it exists; that is no use without the
/// secret, which is compared in constant time. So nothing is leaked by timing,
/// and the cost does not grow with the number of tokens.
#[derive(Default)]
pub(crate) struct Tokens(Mutex<HashMap<String, Issued>>);

struct Issued {
    secret: String,
    user: String,
    /// By the sandbox's clock.
    expires_at: Duration,
    revoked: bool,
}

/// Names an issued token without being of use to anyone who sees it.
#[derive(Clone)]
pub(crate) struct TokenId(String);

impl Tokens {
    pub(crate) fn issue(&self, user: &str, expires_at: Duration) -> String {
        let (id, secret) = (random::text::<12>(), random::text::<32>());
        let token = format!("{id}.{secret}");
        let issued = Issued {
            secret,
            user: user.to_owned(),
            expires_at,
            revoked: false,
        };
        self.lock().insert(id, issued);
        token
    }

    /// The user to whom a token that is alive belongs.
    pub(crate) fn check(&self, token: &str, now: Duration) -> Result<(String, TokenId), Refusal> {
        let tokens = self.lock();
        let (id, issued) = find(&tokens, token).ok_or_else(|| {
            Refusal::new(
                Rule::TokenUnknown,
                "the access token was not issued by this sandbox; expected one that was",
            )
        })?;
        if issued.revoked {
            return Err(Refusal::new(
                Rule::TokenRevoked,
                "the access token was revoked, as a logout does; expected a newly issued one",
            ));
        }
        if now >= issued.expires_at {
            return Err(Refusal::new(
                Rule::TokenExpired,
                "the access token has expired; expected a newly issued one",
            ));
        }
        Ok((issued.user.clone(), TokenId(id.to_owned())))
    }

    /// Ends the token's life now, if it was issued here.
    pub(crate) fn expire(&self, token: &str, now: Duration) {
        self.change(token, |issued| {
            issued.expires_at = issued.expires_at.min(now);
        });
    }

    /// Revokes the token, if it was issued here.
    pub(crate) fn revoke(&self, token: &str) {
        self.change(token, |issued| issued.revoked = true);
    }

    pub(crate) fn revoke_id(&self, id: &TokenId) {
        if let Some(issued) = self.lock().get_mut(&id.0) {
            issued.revoked = true;
        }
    }

    fn change(&self, token: &str, change: impl FnOnce(&mut Issued)) {
        let mut tokens = self.lock();
        let id = find(&tokens, token).map(|(id, _)| id);
        if let Some(issued) = id.and_then(|id| tokens.get_mut(id)) {
            change(issued);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Issued>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find<'i, 't>(
    tokens: &'i HashMap<String, Issued>,
    token: &'t str,
) -> Option<(&'t str, &'i Issued)> {
    let (id, secret) = token.split_once('.')?;
    let issued = tokens.get(id)?;
    let same = bool::from(issued.secret.as_bytes().ct_eq(secret.as_bytes()));
    same.then_some((id, issued))
}
