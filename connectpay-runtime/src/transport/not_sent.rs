//! How a user's own transport says that nothing was sent.

use std::error::Error as StdError;
use std::fmt;

use crate::error::{BoxError, Failure, cause};

/// The error that a transport returns if it knows that no part of the request has left.
///
/// ```
/// use std::error::Error;
///
/// use connectpay::transport::NotSent;
///
/// let error = NotSent::new("the connection pool is exhausted");
/// assert_eq!(error.to_string(), "nothing was sent");
/// assert_eq!(error.source().unwrap().to_string(), "the connection pool is exhausted");
/// ```
#[derive(Debug)]
pub struct NotSent {
    reason: BoxError,
    is_lasting: bool,
}

impl NotSent {
    /// Wraps the reason.
    #[must_use]
    pub fn new(reason: impl Into<BoxError>) -> Self {
        Self {
            reason: reason.into(),
            is_lasting: false,
        }
    }

    /// Says that the reason does not pass by itself, such as a certificate that is not
    /// valid. The request is then not tried again.
    #[must_use]
    pub fn lasting(mut self) -> Self {
        self.is_lasting = true;
        self
    }

    pub(super) fn is_lasting(&self) -> bool {
        self.is_lasting
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was sent")
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.reason)
    }
}

/// What a user's own transport says by the type of its error.
pub(super) fn failure(error: BoxError) -> Failure {
    let not_sent: Option<&NotSent> = cause(&*error);
    let is_lasting = not_sent.is_some_and(|not_sent| not_sent.is_lasting);
    let mut failure = match not_sent {
        Some(_) => Failure::not_sent(error),
        None => Failure::perhaps_sent(error),
    };
    failure.is_lasting = is_lasting;
    failure
}
