//! Scenes in a thread of their own, which go on whatever becomes of the test's thread.

use std::panic::resume_unwind;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use connectpay_faults::{Fault, FaultServer, Tally};
use tokio::sync::oneshot;

/// Fails if the scene does not end in time. No time limit of a runtime helps a thread
/// that waits for a lock that it holds itself, so such a thread is left behind.
pub(crate) fn within(limit: Duration, scene: impl FnOnce() + Send + 'static) {
    let (tell, told) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        scene();
        drop(tell);
    });
    // Nothing is ever sent: the channel closes when the scene ends, even with a panic.
    let ended = told.recv_timeout(limit);
    assert_ne!(
        ended,
        Err(RecvTimeoutError::Timeout),
        "the scene did not end within {limit:?}"
    );
    if let Err(failure) = thread.join() {
        resume_unwind(failure);
    }
}

/// A server in a thread of its own, which runs on while nobody polls the client.
pub(crate) struct Apart {
    url: String,
    tally: Tally,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Apart {
    pub(crate) fn start(fault: Fault) -> Self {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let server = FaultServer::start(fault).await;
                tell.send((server.base_url(), server.tally().clone()))
                    .unwrap();
                stopped.await.ok();
            });
        });
        let (url, tally) = told.recv().unwrap();
        Self {
            url,
            tally,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.url
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.stop.take().map(|stop| stop.send(()));
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
