//! Which calls a server may have acted on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::disowned::Disowned;
use crate::frames::Frame;

/// The requests that came over all connections of a server, by the call's number in
/// their bodies. A request counts from its first byte on.
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

/// What became of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// How often it was received and not disowned. As far as the client can know, the
    /// server may have acted on it this often.
    pub perhaps_processed: usize,
    /// How often it was answered.
    pub answered: usize,
}

impl Ledger {
    /// What became of each call whose whole request was received.
    #[must_use]
    pub fn calls(&self) -> BTreeMap<u32, Fate> {
        let mut calls: BTreeMap<u32, Fate> = BTreeMap::new();
        for page in &*self.lock() {
            for (stream, entry) in &page.streams {
                let Some(call) = entry.call else { continue };
                let fate = calls.entry(call).or_default();
                fate.perhaps_processed += usize::from(!page.disowned.has(*stream));
                fate.answered += usize::from(entry.is_answered);
            }
        }
        calls
    }

    /// Requests whose body never came, so that nobody knows to which call they belong.
    #[must_use]
    pub fn without_body(&self) -> usize {
        let pages = self.lock();
        let without_body = pages.iter().flat_map(|page| {
            let is_owned = |stream: &u32| !page.disowned.has(*stream);
            let of_nobody = page
                .streams
                .iter()
                .filter(|(_, entry)| entry.call.is_none());
            of_nobody.filter(move |(stream, _)| is_owned(stream))
        });
        without_body.count()
    }

    /// Requests that, according to the server, were not processed.
    #[must_use]
    pub fn disowned(&self) -> usize {
        self.lock().iter().map(|page| page.disowned.count()).sum()
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

    pub(crate) fn cancelled(&self, connection: usize, stream: u32) {
        self.lock()[connection].disowned.cancelled(stream);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_was_disowned_on_one_connection_counts_on_another_alone() {
        let ledger = Ledger::default();
        let first = ledger.connection();
        for (stream, call) in [(1, 7), (3, 8), (5, 9)] {
            ledger.begun(first, stream);
            ledger.whole(first, stream, Some(call));
        }
        ledger.begun(first, 7);
        assert_eq!(ledger.without_body(), 1);
        ledger.sent(first, &Frame::go_away(3, 0));
        ledger.sent(first, &answer(1));
        let second = ledger.connection();
        ledger.begun(second, 1);
        ledger.whole(second, 1, Some(9));
        ledger.sent(second, &answer(1));
        let fates: Vec<_> = ledger
            .calls()
            .into_iter()
            .map(|(call, fate)| (call, fate.perhaps_processed, fate.answered))
            .collect();
        assert_eq!(fates, [(7, 1, 1), (8, 1, 0), (9, 1, 1)]);
        assert_eq!((ledger.without_body(), ledger.disowned()), (0, 2));
    }

    fn answer(stream: u32) -> Frame {
        Frame {
            stream,
            ..Frame::of_request(Frame::DATA, Frame::END_STREAM, [])
        }
    }
}
