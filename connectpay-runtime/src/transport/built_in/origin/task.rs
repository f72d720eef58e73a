//! The work of an origin that no call drives: it runs in tasks of its own, since the
//! call that asked for it may stop polling.

use std::sync::{Arc, Weak};

use tokio::runtime::Handle;
use tokio::time::sleep_until;

use super::super::http2::OnChange;
use super::Origin;
use crate::error::Failure;

/// An attempt to connect that the origin counts. It ends even if its task does not
/// finish, because of a panic or because a runtime drops it, perhaps before its first
/// poll.
pub(super) struct Attempt {
    origin: Arc<Origin>,
    number: u64,
    is_ended: bool,
}

impl Attempt {
    pub(super) fn begin(origin: &Arc<Origin>, number: u64) {
        let mut attempt = Self {
            origin: Arc::clone(origin),
            number,
            is_ended: false,
        };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(attempt.run());
        } else {
            // A call was dropped outside a runtime. The next call makes another
            // attempt.
            attempt.is_ended = true;
            origin.lock().connecting.remove(&number);
        }
    }

    async fn run(mut self) {
        let weak = Arc::downgrade(&self.origin);
        let on_change: OnChange = Arc::new(move || {
            if let Some(origin) = weak.upgrade() {
                origin.changed();
            }
        });
        let origin = Arc::clone(&self.origin);
        let result = origin.connector.connect(&origin.uri, on_change).await;
        self.is_ended = true;
        match result {
            Ok(connection) => origin.connected(self.number, connection),
            Err(failure) => origin.not_connected(self.number, &failure),
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if !self.is_ended {
            let why = "the task that opened the connection was ended";
            let failure = Failure::not_sent(why);
            self.origin.not_connected(self.number, &failure);
        }
    }
}

async fn reap(reaping: Reaping) {
    loop {
        let end = reaping.0.upgrade().and_then(|origin| origin.close_idle());
        let Some(end) = end else { return };
        sleep_until(end).await;
    }
}

/// The mark that a task looks after idle connections. It is removed when the task ends,
/// whatever ended it.
pub(super) struct Reaping(Weak<Origin>);

impl Reaping {
    pub(super) fn begin(origin: &Arc<Origin>) {
        let reaping = Self(Arc::downgrade(origin));
        // Without a runtime, this drops the mark.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(reap(reaping));
        }
    }
}

impl Drop for Reaping {
    fn drop(&mut self) {
        if let Some(origin) = self.0.upgrade() {
            origin.lock().is_reaped = false;
        }
    }
}
