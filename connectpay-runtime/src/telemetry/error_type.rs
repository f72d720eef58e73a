//! `error.type`: a few words for everything that can go wrong.

use http::StatusCode;

use crate::error::{Error, Stage};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorType {
    /// The status of the answer.
    Status(StatusCode),
    Word(&'static str),
}

impl ErrorType {
    /// The call was dropped before it had its answer.
    pub(super) const CANCELLED: Self = Self::Word("cancelled");

    pub(super) fn of(error: &Error) -> Self {
        match (error.stage(), error.status()) {
            (Stage::Service, Some(status)) => Self::Status(status),
            _ if error.is_timeout() => Self::Word("timeout"),
            (Stage::Build, _) => Self::Word("build"),
            (Stage::Authenticate, _) => Self::Word("authenticate"),
            (Stage::Transport, _) => Self::Word("transport"),
            (Stage::Decode, _) => Self::Word("decode"),
            // The conventions' word for anything that has no other.
            (Stage::Service, None) => Self::Word("_OTHER"),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Status(status) => status.as_str(),
            Self::Word(word) => word,
        }
    }
}
