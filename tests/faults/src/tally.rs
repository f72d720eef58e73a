//! What a server received.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

use crate::disowned::Disowned;

/// What came over all connections of a server.
#[derive(Clone, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Default)]
struct Counts {
    connections: AtomicUsize,
    begun: AtomicUsize,
    disowned: AtomicUsize,
    whole: AtomicUsize,
}

impl Tally {
    /// Connections that were accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.0.connections.load(Ordering::SeqCst)
    }

    /// Requests that were received at least in part.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.0.begun.load(Ordering::SeqCst)
    }

    /// Those that, according to the server, were not processed (RFC 9113, 6.8 and 8.7),
    /// if that can be believed.
    #[must_use]
    pub fn disowned(&self) -> usize {
        self.0.disowned.load(Ordering::SeqCst)
    }

    /// Requests on which the server may have acted, as far as a client can know: those
    /// that were received at least in part and not disowned.
    #[must_use]
    pub fn perhaps_processed(&self) -> usize {
        // The order matters: a request that is noted in between counts as processed.
        let disowned = self.disowned();
        self.begun().saturating_sub(disowned)
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

/// What has come over one connection so far, for steps that wait for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Received {
    pub(crate) bytes: usize,
    pub(crate) begun: usize,
    pub(crate) heads: usize,
    pub(crate) whole: usize,
    pub(crate) disowned: Disowned,
    /// The client has ended its side, or the connection broke.
    pub(crate) ended: bool,
}

/// Reports what came to the steps of a connection and to the server's tally.
#[derive(Clone)]
pub(crate) struct Progress {
    tally: Tally,
    told: Arc<watch::Sender<Received>>,
}

impl Progress {
    pub(crate) fn new(tally: Tally) -> (Self, watch::Receiver<Received>) {
        let (told, heard) = watch::channel(Received::default());
        let told = Arc::new(told);
        (Self { tally, told }, heard)
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut Received)) {
        self.told.send_modify(|received| {
            let counted =
                |received: &Received| [received.begun, received.whole, received.disowned.count()];
            let before = counted(received);
            change(received);
            let after = counted(received);
            let counts = &self.tally.0;
            let all = [&counts.begun, &counts.whole, &counts.disowned];
            for ((count, before), after) in all.into_iter().zip(before).zip(after) {
                count.fetch_add(after - before, Ordering::SeqCst);
            }
        });
    }
}
