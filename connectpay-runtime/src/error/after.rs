//! One error out of several failed attempts.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::{Error, Outcome, SharedError};

impl Error {
    /// The failure of a call whose last attempt failed like this and an earlier
    /// one like that. Whichever leaves more open is the call's: after an attempt
    /// that may have been carried out, one that was not sent changes nothing.
    ///
    /// The later error is then the cause of the earlier one, and what caused the
    /// earlier one comes at the end, so that no attempt's reason is lost.
    pub(crate) fn after(mut self, earlier: Option<Self>) -> Self {
        let Some(mut earlier) = earlier else {
            return self;
        };
        if weight(earlier.0.outcome) <= weight(self.0.outcome) {
            return self;
        }
        // Whether the user has to log in again is no question of the outcome.
        earlier.0.session_expired |= self.0.session_expired;
        // It may say that nothing was sent, which is true of it alone.
        self.0.message.insert_str(0, "in a later attempt, ");
        if let Some(cause) = earlier.0.source.take() {
            self.0.source = Some(Arc::new(Reason {
                of_later: self.0.source.take(),
                of_earlier: cause,
            }));
        }
        earlier.0.source = Some(Arc::new(self));
        earlier
    }
}

/// How much an outcome leaves open.
fn weight(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotSent => 0,
        Outcome::Rejected => 1,
        Outcome::Unknown => 2,
    }
}

/// Why a later attempt failed, in words, and as its own cause why the one before
/// it did: a chain of causes has one end, so one of the two cannot go on.
#[derive(Debug)]
struct Reason {
    of_later: Option<SharedError>,
    of_earlier: SharedError,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cause: Option<&dyn StdError> = self.of_later.as_deref().map(|it| it as _);
        while let Some(error) = cause {
            cause = error.source();
            let end = if cause.is_some() { ": " } else { "; " };
            write!(f, "{error}{end}")?;
        }
        f.write_str("the attempt before it had failed")
    }
}

impl StdError for Reason {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.of_earlier)
    }
}
