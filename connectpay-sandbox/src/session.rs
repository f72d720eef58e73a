//! A user's login, on which the life of its tokens depends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Clones are the same session.
#[derive(Clone)]
pub(crate) struct Session(Arc<State>);

struct State {
    user: String,
    has_ended: AtomicBool,
}

impl Session {
    pub(crate) fn of(user: &str) -> Self {
        Self(Arc::new(State {
            user: user.to_owned(),
            has_ended: AtomicBool::new(false),
        }))
    }

    pub(crate) fn user(&self) -> &str {
        &self.0.user
    }

    /// Ends the session with all of its tokens, including those that are just being
    /// issued.
    pub(crate) fn end(&self) {
        self.0.has_ended.store(true, Ordering::Release);
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.0.has_ended.load(Ordering::Acquire)
    }
}
