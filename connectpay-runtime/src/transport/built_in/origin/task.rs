//! What an origin has done while no call waits for it: in tasks of their own, since
//! whoever asked may stop polling.

use std::sync::{Arc, Weak};

use tokio::runtime::Handle;
use tokio::time::sleep_until;

use super::super::connect::Connection;
use super::super::http2::OnChange;
use super::Origin;
use crate::transport::failure::Failure;

/// Has one connection opened, if there is a runtime to do it.
pub(super) fn begin_connecting(origin: &Arc<Origin>) -> bool {
    spawn(|| connect(Arc::clone(origin)))
}

/// Has idle connections closed in time, if there is a runtime to do it.
pub(super) fn begin_reaping(origin: &Arc<Origin>) -> bool {
    spawn(|| reap(Reaping(Arc::downgrade(origin))))
}

/// Spawns where there is a runtime. A call may be dropped where there is none,
/// and what it gives back then is looked after when the next call comes.
fn spawn<F>(task: impl FnOnce() -> F) -> bool
where
    F: Future<Output = ()> + Send + 'static,
{
    let runtime = Handle::try_current();
    runtime.is_ok_and(|runtime| {
        runtime.spawn(task());
        true
    })
}

async fn connect(origin: Arc<Origin>) {
    let weak = Arc::downgrade(&origin);
    let on_change: OnChange = Arc::new(move || {
        if let Some(origin) = weak.upgrade() {
            origin.changed();
        }
    });
    let attempt = Attempt(Some(Arc::clone(&origin)));
    let result = origin.connector.connect(&origin.uri, on_change).await;
    attempt.ended(result);
}

/// An attempt at a connection, which is ended also where its task is: by a
/// panic, or by a runtime that shuts down while another one goes on.
struct Attempt(Option<Arc<Origin>>);

impl Attempt {
    fn ended(mut self, result: std::result::Result<Connection, Failure>) {
        if let Some(origin) = self.0.take() {
            match result {
                Ok(connection) => origin.connected(connection),
                Err(failure) => origin.not_connected(&failure),
            }
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some(origin) = self.0.take() {
            let why = "the task that opened the connection was ended";
            origin.not_connected(&Failure::not_sent(why));
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

/// The mark that idle connections are looked after, taken away when they no
/// longer are, whatever ended it.
struct Reaping(Weak<Origin>);

impl Drop for Reaping {
    fn drop(&mut self) {
        if let Some(origin) = self.0.upgrade() {
            origin.lock().is_reaped = false;
        }
    }
}
