//! Payments: what was ordered, and its state by the sandbox's clock.

mod course;
mod order;
mod payments;

use std::time::Duration;

use serde::Serialize;

use self::course::Course;
use crate::challenge::CHALLENGE_LIFETIME;

pub(crate) use self::order::{Iban, InstructedAmount, Name, Order, Person};
pub(crate) use self::payments::Payments;

/// The statuses that ConnectPay documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    /// Received; not final.
    Rcvd,
    /// Pending; not final.
    Pdng,
    /// Carried out; final.
    Acsc,
    /// Rejected; final.
    Rjct,
}

#[derive(Clone)]
pub(crate) struct Payment {
    pub(crate) number: String,
    user: String,
    pub(crate) order: Order,
    initiated_at: Duration,
    /// When its challenge was finalised, and the course that it takes from then on.
    authorised: Option<(Duration, Course)>,
}

impl Payment {
    pub(crate) fn status(&self, now: Duration) -> Status {
        match self.authorised {
            Some((at, course)) => course.status(now.saturating_sub(at)),
            // If the status never became final, clients that ask for it would ask
            // forever.
            None if now >= self.initiated_at.saturating_add(CHALLENGE_LIFETIME) => Status::Rjct,
            None => Status::Rcvd,
        }
    }

    /// Whether its money has left the debtor's account or is about to leave it.
    fn is_spent(&self) -> bool {
        self.authorised
            .is_some_and(|(_, course)| course.ends_well())
    }
}
