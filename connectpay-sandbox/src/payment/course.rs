//! The statuses of an authorised payment, and when it reaches them.

use std::time::Duration;

use super::Status;
use crate::amount::Amount;

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Clone, Copy)]
pub(super) struct Course {
    /// How long after its authorisation it becomes pending, if it ever does.
    pending_after: Option<Duration>,
    ends_after: Duration,
    end: Status,
}

impl Course {
    /// The course that the table in the crate's documentation shows.
    pub(super) fn of(amount: Amount, available: Amount) -> Self {
        const REJECTED: Amount = Amount::hundredths(1313);
        const REJECTED_AT_ONCE: Amount = Amount::hundredths(3131);
        const DELAYED: Amount = Amount::hundredths(9999);
        const DELAYED_AND_REJECTED: Amount = Amount::hundredths(6666);
        let (pending_after, ends_after, end) = match amount {
            _ if amount > available => (None, SECOND, Status::Rjct),
            REJECTED_AT_ONCE => (None, SECOND, Status::Rjct),
            REJECTED => (Some(SECOND), 5 * SECOND, Status::Rjct),
            DELAYED => (Some(SECOND), DAY, Status::Acsc),
            DELAYED_AND_REJECTED => (Some(SECOND), DAY, Status::Rjct),
            _ => (Some(SECOND), 5 * SECOND, Status::Acsc),
        };
        Self {
            pending_after,
            ends_after,
            end,
        }
    }

    pub(super) fn status(self, elapsed: Duration) -> Status {
        if elapsed >= self.ends_after {
            self.end
        } else if self.pending_after.is_some_and(|after| elapsed >= after) {
            Status::Pdng
        } else {
            Status::Rcvd
        }
    }

    pub(super) fn ends_well(self) -> bool {
        self.end == Status::Acsc
    }
}
