//! What has passed over a connection. Only this shows how far requests got, since HTTP
//! libraries keep it to themselves.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::frames::Frame;
use crate::error::Failure;

/// What was read and written so far.
#[derive(Debug)]
pub(super) struct Seen {
    read: AtomicUsize,
    written: AtomicUsize,
    /// How often the server sent SETTINGS.
    settings: AtomicUsize,
    /// The newest stream whose HEADERS were written.
    opened: AtomicU32,
    /// Whether nothing more may be written. A writer holds the lock while it writes.
    sealed: Mutex<bool>,
    /// Whether a write waits for the other side to read.
    is_blocked: AtomicBool,
    /// The last stream that a GOAWAY named, with its error code in the lower half.
    farewell: AtomicU64,
    /// The failure of a connection that the server ended because it does not accept the
    /// client's certificate or expects one.
    refusal: OnceLock<Failure>,
}

/// A GOAWAY (RFC 9113, 6.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Farewell {
    /// No stream above this one was or will be processed.
    pub(super) last: u32,
    pub(super) is_orderly: bool,
}

const NO_FAREWELL: u64 = u64::MAX;

impl Default for Seen {
    fn default() -> Self {
        Self {
            read: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
            settings: AtomicUsize::new(0),
            opened: AtomicU32::new(0),
            sealed: Mutex::new(false),
            is_blocked: AtomicBool::new(false),
            farewell: AtomicU64::new(NO_FAREWELL),
            refusal: OnceLock::new(),
        }
    }
}

impl Seen {
    pub(super) fn read(&self) -> usize {
        self.read.load(Ordering::Acquire)
    }

    pub(super) fn written(&self) -> usize {
        self.written.load(Ordering::Acquire)
    }

    pub(super) fn settings(&self) -> usize {
        self.settings.load(Ordering::Acquire)
    }

    /// If the HEADERS of this stream have not been written, makes sure that they never
    /// are. Then nothing else is written either, so this is for connections that have
    /// failed: h2 still writes what it has in hand after it has reported the failure to
    /// all streams.
    pub(super) fn seal_unless_opened(&self, stream: u32) -> bool {
        let mut sealed = self.sealed();
        let is_unopened = stream > self.opened.load(Ordering::Acquire);
        *sealed |= is_unopened;
        is_unopened
    }

    /// The lock that is held while something is written.
    pub(super) fn sealed(&self) -> MutexGuard<'_, bool> {
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.is_blocked.load(Ordering::Acquire)
    }

    pub(super) fn note_blocked(&self, is_blocked: bool) {
        self.is_blocked.store(is_blocked, Ordering::Release);
    }

    pub(super) fn farewell(&self) -> Option<Farewell> {
        let farewell = self.farewell.load(Ordering::Acquire);
        (farewell != NO_FAREWELL).then_some(Farewell {
            last: (farewell >> 32) as u32,
            is_orderly: farewell << 32 == 0,
        })
    }

    pub(super) fn refusal(&self) -> Option<Failure> {
        self.refusal.get().cloned()
    }

    pub(super) fn note_read(&self, bytes: usize) {
        self.read.fetch_add(bytes, Ordering::Release);
    }

    pub(super) fn note_written(&self, bytes: usize) {
        self.written.fetch_add(bytes, Ordering::Release);
    }

    pub(super) fn note_opened(&self, stream: u32) {
        self.opened.fetch_max(stream, Ordering::Release);
    }

    pub(super) fn note_received(&self, frame: Frame) {
        match frame {
            Frame::Settings => {
                self.settings.fetch_add(1, Ordering::Release);
            }
            Frame::GoAway { last, code } => {
                // A later GOAWAY may name a lower stream but never a higher one, since
                // a stream that was given up stays given up. So the lowest one counts.
                let farewell = u64::from(last) << 32 | u64::from(code);
                self.farewell.fetch_min(farewell, Ordering::Release);
            }
            Frame::Headers { .. } => {}
        }
    }

    pub(super) fn note_refusal(&self, refusal: Failure) {
        self.refusal.get_or_init(|| refusal);
    }
}
