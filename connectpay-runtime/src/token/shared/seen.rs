//! What the sessions of one process have come upon with a user's tokens.

use super::PAUSE;
use crate::clock::Moment;
use crate::token::{AccessToken, IssuedTokens};

#[derive(Default)]
pub(super) struct Seen {
    /// The last token that ConnectPay did not accept.
    pub(super) refused: Option<AccessToken>,
    /// When a refresh failed last.
    pub(super) failed: Option<Moment>,
    /// What the store has not taken yet.
    pub(super) unstored: Option<Unstored>,
}

/// Tokens that were given and could not be stored so far.
pub(super) struct Unstored {
    /// The token that is still stored in their place.
    pub(super) replaces: AccessToken,
    pub(super) tokens: IssuedTokens,
}

impl Seen {
    /// The newest tokens of a session whose stored ones are these.
    pub(super) fn newest(&self, stored: IssuedTokens) -> IssuedTokens {
        match &self.unstored {
            Some(unstored) if stored.access_token().is_same(&unstored.replaces) => {
                unstored.tokens.clone()
            }
            _ => stored,
        }
    }

    pub(super) fn was_refused(&self, token: &AccessToken) -> bool {
        let refused = self.refused.as_ref();
        refused.is_some_and(|refused| refused.is_same(token))
    }

    pub(super) fn failed_just_now(&self) -> bool {
        self.failed.is_some_and(|failed| failed.elapsed() < PAUSE)
    }
}
