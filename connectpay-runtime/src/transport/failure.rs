//! Why a transport has no answer, and what is known of how far the request got.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::iter::successors;
use std::sync::Arc;

use crate::error::{BoxError, Error, Outcome, SharedError};

/// What a transport knows of a request that it has no answer to.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub(crate) struct Failure {
    /// Whether the server may have acted on the request.
    pub(crate) is_sent: bool,
    /// Whether the reason stays until somebody mends it, such as a certificate
    /// that is not trusted.
    pub(crate) is_lasting: bool,
    /// Whether a time limit ended it.
    pub(crate) is_timeout: bool,
    /// Whether the request only happened to be on a connection that the server
    /// ended in good order, having answered others. It belongs on another
    /// connection at once, which says nothing about the server's health.
    pub(crate) is_displaced: bool,
    /// What to tell in place of the general message.
    pub(crate) message: Option<Cow<'static, str>>,
    pub(crate) source: Option<SharedError>,
}

impl Failure {
    /// The server certainly did not act on the request.
    pub(crate) fn not_sent(source: impl Into<BoxError>) -> Self {
        Self::new(false, Some(Arc::from(source.into())))
    }

    /// The server may have acted on the request.
    pub(crate) fn perhaps_sent(source: impl Into<BoxError>) -> Self {
        Self::new(true, Some(Arc::from(source.into())))
    }

    /// Without a reason so far.
    pub(crate) fn unexplained(is_sent: bool) -> Self {
        Self::new(is_sent, None)
    }

    /// A time limit ended the wait for a connection.
    #[cfg(feature = "__transport")]
    pub(crate) fn no_connection_in_time(limit: std::time::Duration) -> Self {
        let mut failure = Self::new(false, None).timed_out();
        failure.message = Some(Cow::Owned(format!(
            "there was no connection to send the request over within {limit:?}, so nothing was sent"
        )));
        failure
    }

    fn new(is_sent: bool, source: Option<SharedError>) -> Self {
        Self {
            is_sent,
            is_lasting: false,
            is_timeout: false,
            is_displaced: false,
            message: None,
            source,
        }
    }

    pub(crate) fn lasting(mut self) -> Self {
        self.is_lasting = true;
        self
    }

    pub(crate) fn timed_out(mut self) -> Self {
        self.is_timeout = true;
        self
    }

    #[cfg(feature = "rustls")]
    pub(crate) fn displaced_if(mut self, is_displaced: bool) -> Self {
        self.is_displaced = is_displaced;
        self
    }

    pub(crate) fn saying(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// What a transport of the user's own says by the type of its error.
    pub(crate) fn of_service(error: BoxError) -> Self {
        let not_sent: Option<&NotSent> = cause(&*error);
        let is_lasting = not_sent.is_some_and(|not_sent| not_sent.is_lasting);
        let mut failure = match not_sent {
            Some(_) => Self::not_sent(error),
            None => Self::perhaps_sent(error),
        };
        failure.is_lasting = is_lasting;
        failure
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let (outcome, message) = if failure.is_sent {
            (
                Outcome::Unknown,
                "no complete answer came back, and the request may have been received; \
                 ask for the state of what it was to change before sending it again",
            )
        } else {
            (
                Outcome::NotSent,
                "there was no connection to send the request over, so nothing was sent",
            )
        };
        let message = failure.message.unwrap_or(Cow::Borrowed(message));
        let mut error = Error::transport(outcome, message, failure.source);
        if failure.is_timeout {
            error = error.timed_out();
        }
        if failure.is_displaced {
            error = error.displaced();
        }
        if failure.is_lasting {
            error = error.lasting();
        }
        error
    }
}

/// The causes of an error, itself first.
pub(crate) fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    successors(Some(error), |&error| error.source())
}

/// An error of h2 without what the server wrote into it: a GOAWAY has text of its
/// own, which may echo a credential (RFC 9113, 6.8).
#[cfg(feature = "rustls")]
pub(crate) fn told(error: h2::Error) -> BoxError {
    if let Some(end) = end(&error) {
        return end.into();
    }
    match error.into_io() {
        Some(io) => io.into(),
        None => "the request cannot go over HTTP/2".into(),
    }
}

/// How a stream or a connection was ended, and by whom.
#[cfg(feature = "__transport")]
pub(crate) fn end(error: &h2::Error) -> Option<String> {
    let who = if error.is_remote() {
        "server"
    } else {
        "client"
    };
    let what = if error.is_go_away() {
        "connection"
    } else if error.is_reset() {
        "stream"
    } else {
        return None;
    };
    let reason = error.reason()?;
    Some(format!("the {who} ended the {what}: {reason}"))
}

/// An error of this type, wherever it is among the causes.
pub(crate) fn cause<'a, E: StdError + 'static>(
    error: &'a (dyn StdError + 'static),
) -> Option<&'a E> {
    causes(error).find_map(|error| error.downcast_ref())
}

/// The error of a transport that knows that no part of the request left.
///
/// ```
/// use std::error::Error;
///
/// use connectpay::NotSent;
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

    /// Says that the reason does not pass by itself, like a certificate that is
    /// not valid: the request is then not tried again.
    #[must_use]
    pub fn lasting(mut self) -> Self {
        self.is_lasting = true;
        self
    }

    pub(crate) fn is_lasting(&self) -> bool {
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
