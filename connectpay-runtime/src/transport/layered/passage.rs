//! How far the request of one attempt got.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Method, Uri};

use crate::error::{Error, Failure, Outcome, Result, Stage};
use crate::transport::{Limits, Request};

/// Travels with the request through the layers, in its extensions.
pub(super) struct Passage {
    pub(super) limits: Limits,
    method: Method,
    uri: Uri,
    reached: Mutex<Reached>,
}

/// Where the request is, or what became of it.
#[derive(Debug)]
pub(super) enum Reached {
    /// The request has not left the layers.
    Layers,
    /// The transport took the request and has no answer so far.
    Transport,
    /// The transport has returned its answer.
    Answered,
    /// The transport has failed. The error went to the layers, so it is not here.
    Failed(Failure),
    /// The attempt is over. If the request has not left the layers, it no longer can.
    Ended,
}

impl Passage {
    pub(super) fn new(request: &Request, limits: Limits) -> Self {
        Self {
            limits,
            method: request.method().clone(),
            uri: request.uri().clone(),
            reached: Mutex::new(Reached::Layers),
        }
    }

    /// Lets the request pass to the transport, once.
    pub(super) fn enter(&self, request: &Request) -> Result<()> {
        let mut reached = self.reached();
        let failure = match &*reached {
            // The credentials were chosen for this method, host and path.
            Reached::Layers if *request.method() != self.method || *request.uri() != self.uri => {
                let why = "a layer of the client changed the request's method or URI, for which \
                           its credentials were chosen; layers may change headers and body alone";
                let failure = Failure::not_sent(why).lasting();
                *reached = Reached::Failed(failure.clone());
                failure
            }
            Reached::Layers => {
                *reached = Reached::Transport;
                return Ok(());
            }
            Reached::Ended => Failure::not_sent("the call had ended before a layer passed it on"),
            Reached::Failed(failure) if !failure.is_sent => Failure::not_sent(TWICE),
            Reached::Transport | Reached::Answered | Reached::Failed(_) => {
                Failure::perhaps_sent(TWICE)
            }
        };
        Err(failure.into())
    }

    /// Notes what became of the request.
    pub(super) fn leave(&self, result: &Result<http::Response<Bytes>>) {
        let mut reached = self.reached();
        // An attempt that is over does not need to know.
        if matches!(*reached, Reached::Transport) {
            *reached = match result {
                Ok(_) => Reached::Answered,
                Err(error) => Reached::Failed(known(error)),
            };
        }
    }

    pub(super) fn is_under_way(&self) -> bool {
        matches!(*self.reached(), Reached::Transport)
    }

    /// Ends the attempt, and returns how far the request got.
    pub(super) fn end(&self) -> Reached {
        std::mem::replace(&mut self.reached(), Reached::Ended)
    }

    fn reached(&self) -> MutexGuard<'_, Reached> {
        // Nothing in here panics in the middle of a change.
        self.reached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const TWICE: &str = "a layer of the client sent the request a second time, which was stopped; \
                     `ClientBuilder::retry` tries again what is safe";

impl Reached {
    /// The failure of a request that got this far and no further.
    pub(super) fn failure(self) -> Failure {
        match self {
            Self::Layers | Self::Ended => Failure::unexplained(false),
            Self::Transport | Self::Answered => Failure::unexplained(true),
            Self::Failed(failure) => failure,
        }
    }
}

/// What an error of the transport says about its request.
fn known(error: &Error) -> Failure {
    let mut failure = Failure::unexplained(error.outcome() != Outcome::NotSent);
    failure.is_timeout = error.is_timeout();
    failure.is_lasting = error.stage() == Stage::Transport && !error.is_transient();
    failure.is_displaced = error.is_displaced();
    failure
}
