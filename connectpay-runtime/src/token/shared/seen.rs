//! What the sessions of one process have learned about a user's tokens.

use super::PAUSE;
use crate::clock::Moment;
use crate::token::{AccessToken, Fence, IssuedTokens};

#[derive(Default)]
pub(super) struct Seen {
    /// The last token that ConnectPay refused.
    pub(super) refused: Option<AccessToken>,
    /// When a refresh last failed.
    pub(super) failed: Option<Moment>,
    /// Tokens that the store has not taken yet.
    unstored: Option<Unstored>,
}

/// Tokens that came from a refresh and could not be stored so far.
#[derive(Clone)]
pub(super) struct Unstored {
    /// The tokens that are stored instead. If the store has not taken anything for
    /// long, there were others in between.
    pub(super) replaces: IssuedTokens,
    pub(super) tokens: IssuedTokens,
    pub(super) fence: Fence,
}

impl Seen {
    /// The newest tokens of a session with these stored tokens.
    pub(super) fn newest(&self, stored: IssuedTokens) -> IssuedTokens {
        match &self.unstored {
            Some(unstored) if stored.is_same(&unstored.replaces) => unstored.tokens.clone(),
            _ => stored,
        }
    }

    /// Keeps tokens unless a later refresh has spent them already. Returns whether it
    /// keeps them.
    pub(super) fn keep(&mut self, unstored: &Unstored) -> bool {
        let known = self.unstored.as_ref();
        let is_newest = known.is_none_or(|known| known.fence <= unstored.fence);
        if is_newest {
            self.unstored = Some(unstored.clone());
        }
        is_newest
    }

    /// Forgets the tokens of this fence or an earlier one.
    pub(super) fn forget(&mut self, fence: Fence) {
        self.unstored.take_if(|unstored| unstored.fence <= fence);
    }

    pub(super) fn was_refused(&self, token: &AccessToken) -> bool {
        let refused = self.refused.as_ref();
        refused.is_some_and(|refused| refused.is_same(token))
    }

    pub(super) fn failed_just_now(&self) -> bool {
        self.failed.is_some_and(|failed| failed.elapsed() < PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(access: &str) -> IssuedTokens {
        IssuedTokens::new(AccessToken::new(access).unwrap())
    }

    fn newest(seen: &Seen) -> String {
        let newest = seen.newest(tokens("stored"));
        newest.access_token().expose_secret().to_owned()
    }

    #[test]
    fn tokens_are_kept_until_they_or_later_ones_are_stored() {
        let mut seen = Seen::default();
        let unstored = |access: &str, fence| Unstored {
            replaces: tokens("stored"),
            tokens: tokens(access),
            fence: Fence::new(fence),
        };
        assert!(seen.keep(&unstored("second", 2)));
        assert!(!seen.keep(&unstored("first", 1)), "spent");
        assert_eq!(newest(&seen), "second");
        seen.forget(Fence::new(1));
        assert_eq!(newest(&seen), "second");
        seen.forget(Fence::new(2));
        assert_eq!(newest(&seen), "stored");
        assert!(seen.keep(&unstored("third", 3)));
        seen.forget(Fence::new(4));
        assert_eq!(newest(&seen), "stored");
    }
}
