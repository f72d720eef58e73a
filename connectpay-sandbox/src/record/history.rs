//! The requests that are remembered, in the order in which they arrived.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::response::Response;

use super::RecordedRequest;
use crate::connection::Unanswered;
use crate::fault::Faulted;

/// How many requests a sandbox remembers at most. It forgets the oldest first.
pub const HISTORY: usize = 1000;

/// How many bytes the remembered requests take at most in total: their paths, headers
/// and bodies, plus 256 bytes for each. The oldest are forgotten first.
pub const HISTORY_BYTES: usize = 16 * 1024 * 1024;

/// Called with each request once it has an answer or never will.
pub(crate) type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

pub(crate) struct Recorder {
    history: Mutex<History>,
    observer: Option<Observer>,
}

#[derive(Default)]
struct History {
    requests: VecDeque<RecordedRequest>,
    /// How many requests came before the first one that is remembered.
    forgotten: usize,
    /// How many bytes the remembered requests take.
    bytes: usize,
}

impl History {
    fn forget_oldest(&mut self) {
        if let Some(oldest) = self.requests.pop_front() {
            self.bytes -= size(&oldest);
            self.forgotten += 1;
        }
    }
}

/// The size of a request, which its answer does not change.
fn size(request: &RecordedRequest) -> usize {
    let headers = request.headers.iter();
    let headers: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    256 + request.path.len() + headers + request.body.len()
}

impl Recorder {
    pub(crate) fn new(observer: Option<Observer>) -> Arc<Self> {
        Arc::new(Self {
            history: Mutex::default(),
            observer,
        })
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.lock().requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        let mut history = self.lock();
        history.forgotten += history.requests.len();
        history.requests.clear();
        history.bytes = 0;
    }

    /// Remembers a request that has no answer yet, and returns its number.
    pub(super) fn arrived(&self, request: RecordedRequest) -> usize {
        let mut history = self.lock();
        history.bytes += size(&request);
        history.requests.push_back(request);
        // The newest request always stays, since its answer is still to come.
        while history.requests.len() > 1
            && (history.requests.len() > HISTORY || history.bytes > HISTORY_BYTES)
        {
            history.forget_oldest();
        }
        history.forgotten + history.requests.len() - 1
    }

    pub(super) fn answered(&self, number: usize, response: &Response) {
        let mut history = self.lock();
        let Some(index) = number.checked_sub(history.forgotten) else {
            return;
        };
        let Some(request) = history.requests.get_mut(index) else {
            return;
        };
        let about = response.extensions();
        let is_sent = about.get::<Unanswered>().is_none();
        request.status = is_sent.then(|| response.status());
        request.rule = about.get().copied();
        request.fault = about.get::<Faulted>().is_some();
        if let Some(observer) = &self.observer {
            let request = request.clone();
            // The observer may ask for the requests, so the lock must be free.
            drop(history);
            observer(&request);
        }
    }

    fn lock(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse as _;
    use bytes::Bytes;
    use http::{HeaderMap, Method};

    use super::*;

    fn request() -> RecordedRequest {
        RecordedRequest {
            method: Method::GET,
            path: "/".to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            status: None,
            rule: None,
            fault: false,
        }
    }

    #[test]
    fn an_answer_to_a_forgotten_request_is_nobody_elses() {
        let recorder = Recorder::new(None);
        let cleared = recorder.arrived(request());
        recorder.clear();
        let oldest = recorder.arrived(request());
        recorder.answered(cleared, &().into_response());
        assert_eq!(recorder.requests()[0].status, None);

        for _ in 0..HISTORY {
            recorder.arrived(request());
        }
        recorder.answered(oldest, &().into_response());
        assert!(
            recorder
                .requests()
                .iter()
                .all(|request| request.status.is_none())
        );
    }

    #[test]
    fn an_answer_belongs_to_its_request_whichever_is_answered_first() {
        let recorder = Recorder::new(None);
        let [_, second] = [(); 2].map(|()| recorder.arrived(request()));
        recorder.answered(second, &().into_response());
        let answered: Vec<bool> = recorder
            .requests()
            .iter()
            .map(|request| request.status.is_some())
            .collect();
        assert_eq!(answered, [false, true]);
    }
}
