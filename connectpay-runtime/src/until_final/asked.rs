//! What came of a question about a payment, and what follows from it.

use std::time::Duration;

use super::Followed;
use crate::error::{Error, Result};

/// The result of a question.
pub(super) enum Asked<T> {
    Final(Followed<T>),
    Pending(T),
    /// A failure that may pass.
    InVain(Error),
}

impl<T> Asked<T> {
    /// The wait that ConnectPay asked for.
    pub(super) fn wait(&self) -> Duration {
        match self {
            Self::InVain(error) => error.retry_after().unwrap_or_default(),
            Self::Final(_) | Self::Pending(_) => Duration::ZERO,
        }
    }

    /// An earlier answer says more than a later failure.
    pub(super) fn after(self, earlier: Self) -> Self {
        match (self, earlier) {
            (Self::InVain(_), pending @ Self::Pending(_)) => pending,
            (later, _) => later,
        }
    }

    pub(super) fn at_the_end(self) -> Result<Followed<T>> {
        match self {
            Self::Final(followed) => Ok(followed),
            Self::Pending(answer) => Ok(Followed::StillPending(answer)),
            Self::InVain(error) => Err(error),
        }
    }
}
