//! One-time passwords, as an SMS would carry them.

use std::fmt;
use std::time::Duration;

use subtle::ConstantTimeEq as _;

use crate::random;

/// How long a code is valid after it was sent: five minutes by the sandbox's clock.
/// This limit is the sandbox's own, since ConnectPay documents none.
pub const CODE_LIFETIME: Duration = Duration::from_secs(5 * 60);

/// How many wrong codes a challenge takes, however often a code was sent. After that
/// the challenge is over (Commission Delegated Regulation (EU) 2018/389, Article
/// 4(3)(b): no more than five).
pub const CODE_ATTEMPTS: u32 = 5;

/// A code that the sandbox sent instead of an SMS.
#[derive(Clone)]
#[non_exhaustive]
pub struct SentCode {
    /// The user to whom it was sent.
    pub user: String,
    /// The challenge that it is for.
    pub authorisation_event_id: String,
    /// The one-time password: six digits.
    pub code: String,
}

impl fmt::Debug for SentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentCode")
            .field("user", &self.user)
            .field("authorisation_event_id", &self.authorisation_event_id)
            .field("code", &"[censored]")
            .finish()
    }
}

/// The code that a challenge waits for.
pub(super) struct Code {
    digits: String,
    expires_at: Duration,
}

impl Code {
    pub(super) fn new(now: Duration) -> Self {
        Self {
            digits: random::digits::<6>(),
            expires_at: now.saturating_add(CODE_LIFETIME),
        }
    }

    pub(super) fn digits(&self) -> &str {
        &self.digits
    }

    pub(super) fn has_expired(&self, now: Duration) -> bool {
        now >= self.expires_at
    }

    /// The comparison takes the same time however many digits are right.
    pub(super) fn is(&self, presented: &str) -> bool {
        self.digits.as_bytes().ct_eq(presented.as_bytes()).into()
    }
}
