//! Which calls a server may have acted on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disowned::Disowned;
use crate::frames::Frame;

/// The requests that came over all connections of a server, by the number of the
/// call that each one's body says. A request counts from its first byte on.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Arc<Mutex<Vec<Page>>>);

/// One connection.
#[derive(Debug, Default)]
struct Page {
    disowned: Disowned,
    streams: BTreeMap<u32, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    call: Option<u32>,
    is_answered: bool,
}

impl Ledger {
    /// How often this call was received and not disowned: for all that the client
    /// can know, the server may have acted on it so many times.
    #[must_use]
    pub fn perhaps_processed(&self, call: u32) -> usize {
        self.count(|entry| entry.call == Some(call))
    }

    /// How often this call was answered.
    #[must_use]
    pub fn answered(&self, call: u32) -> usize {
        self.count(|entry| entry.call == Some(call) && entry.is_answered)
    }

    /// Requests whose body never came, so that nobody knows which call they are of.
    #[must_use]
    pub fn without_body(&self) -> usize {
        self.count(|entry| entry.call.is_none())
    }

    /// Requests that the server said it did not process.
    #[must_use]
    pub fn disowned(&self) -> usize {
        self.lock().iter().map(|page| page.disowned.count()).sum()
    }

    fn count(&self, is_meant: impl Fn(&Entry) -> bool) -> usize {
        let pages = self.lock();
        let entries = pages.iter().flat_map(|page| {
            let owned = |stream: &u32| !page.disowned.has(*stream);
            page.streams.iter().filter(move |(stream, _)| owned(stream))
        });
        entries.filter(|(_, entry)| is_meant(entry)).count()
    }

    /// A new connection, and its number.
    pub(crate) fn connection(&self) -> usize {
        let mut pages = self.lock();
        pages.push(Page::default());
        pages.len() - 1
    }

    pub(crate) fn begun(&self, connection: usize, stream: u32) {
        let page = &mut self.lock()[connection];
        page.disowned.begun(stream);
        page.streams.entry(stream).or_default();
    }

    pub(crate) fn whole(&self, connection: usize, stream: u32, call: Option<u32>) {
        let page = &mut self.lock()[connection];
        page.streams.entry(stream).or_default().call = call;
    }

    pub(crate) fn has_disowned(&self, connection: usize, stream: u32) -> bool {
        self.lock()[connection].disowned.has(stream)
    }

    pub(crate) fn sent(&self, connection: usize, frame: &Frame) {
        let page = &mut self.lock()[connection];
        page.disowned.sent(frame);
        if frame.kind == Frame::DATA && frame.flags & Frame::END_STREAM != 0 {
            page.streams.entry(frame.stream).or_default().is_answered = true;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Page>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
