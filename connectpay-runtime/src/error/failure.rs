//! Why a transport has no answer, and how far the request got.

use std::borrow::Cow;
use std::sync::Arc;

use super::{BoxError, Error, Outcome, SharedError, Stage};

/// What a transport knows about a request that got no answer.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own"
)]
pub(crate) struct Failure {
    /// Whether the server may have acted on the request.
    pub(crate) is_sent: bool,
    /// Whether the reason stays until somebody fixes it, such as a certificate that is
    /// not trusted.
    pub(crate) is_lasting: bool,
    /// Whether a time limit ended it.
    pub(crate) is_timeout: bool,
    /// Whether the request only happened to be on a connection that the server ended in
    /// good order after it had answered others. Such a request goes over another
    /// connection at once; the end of this one says nothing about the server's health.
    pub(crate) is_displaced: bool,
    /// The message that replaces the general one.
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

    /// A failure without a reason so far.
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

    #[cfg(feature = "__built_in")]
    pub(crate) fn displaced_if(mut self, is_displaced: bool) -> Self {
        self.is_displaced = is_displaced;
        self
    }

    pub(crate) fn saying(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
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
        let mut error = Self::new(Stage::Transport, outcome, message.into_owned());
        error.0.source = failure.source;
        error.0.timeout = failure.is_timeout;
        error.0.transient = !failure.is_lasting;
        error.0.is_displaced = failure.is_displaced;
        error
    }
}
