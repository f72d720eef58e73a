//! One error out of several failed attempts.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use super::{Error, Outcome, SharedError};

impl Error {
    /// Combines the failure of the last attempt with that of an earlier one. The less
    /// certain one becomes the call's: if an earlier attempt may have been carried out,
    /// a later one that was not sent does not change that.
    ///
    /// The later error then becomes the cause of the earlier one, and the earlier one's
    /// own causes come last, so that no attempt's reason is lost.
    pub(crate) fn after(mut self, earlier: Option<Self>) -> Self {
        let Some(mut earlier) = earlier else {
            return self;
        };
        if weight(earlier.0.outcome) <= weight(self.0.outcome) {
            return self;
        }
        // Whether the user has to log in again does not depend on the outcome.
        earlier.0.session_expired |= self.0.session_expired;
        // The message may say that nothing was sent, which is true only of that
        // attempt.
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

/// How uncertain an outcome is.
fn weight(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotSent => 0,
        Outcome::Rejected => 1,
        Outcome::Unknown => 2,
    }
}

/// Why a later attempt failed, in words, with the reason of the attempt before as its
/// cause. A chain of causes has one end, so only one of the two can continue.
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
