//! What a server received.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

/// What came over all connections of a server.
#[derive(Clone, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    begun: AtomicUsize,
    whole: AtomicUsize,
}

impl Tally {
    /// Connections that were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.0.connections.load(Ordering::SeqCst)
    }

    /// Requests of which a part was received: for all that a client can know,
    /// a server may have acted on them.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.0.begun.load(Ordering::SeqCst)
    }

    /// Requests that were received to their last byte.
    #[must_use]
    pub fn whole(&self) -> usize {
        self.0.whole.load(Ordering::SeqCst)
    }

    pub(crate) fn connected(&self) {
        self.0.connections.fetch_add(1, Ordering::SeqCst);
    }
}

/// What came over one connection so far, for steps that wait for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) bytes: usize,
    pub(crate) begun: usize,
    pub(crate) heads: usize,
    pub(crate) whole: usize,
    /// The client has ended its side, or the connection broke.
    pub(crate) ended: bool,
}

/// Tells the steps of a connection and the tally of the server what came.
pub(crate) struct Progress {
    tally: Tally,
    told: watch::Sender<Received>,
}

impl Progress {
    pub(crate) fn new(tally: Tally) -> (Self, watch::Receiver<Received>) {
        let (told, heard) = watch::channel(Received::default());
        (Self { tally, told }, heard)
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut Received)) {
        self.told.send_modify(|received| {
            let before = *received;
            change(received);
            let counts = &self.tally.0;
            counts
                .begun
                .fetch_add(received.begun - before.begun, Ordering::SeqCst);
            counts
                .whole
                .fetch_add(received.whole - before.whole, Ordering::SeqCst);
        });
    }
}
