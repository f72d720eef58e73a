//! The tasks in which tokens are asked for, which outlive the calls that began them.

use std::future::Future;

use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::opaque::OpaqueArc;

tokio::task_local! {
    /// The tasks of the client that asks for a token here. A source that asks in a task
    /// of its own is made without knowing a client.
    static TRACKER: TaskTracker;
}

/// The tasks of one client.
#[derive(Clone)]
pub(crate) struct Tasks(OpaqueArc<TaskTracker>);

impl Default for Tasks {
    fn default() -> Self {
        let tracker = TaskTracker::new();
        // A closed tracker still takes tasks, and its wait ends whenever it has none.
        tracker.close();
        Self(OpaqueArc::new(tracker))
    }
}

impl Tasks {
    pub(super) fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.0
            .spawn(TRACKER.scope(TaskTracker::clone(&self.0), task))
    }

    /// Waits until no task is left.
    pub(crate) async fn ended(&self) {
        self.0.wait().await;
    }
}

/// Spawns a task of the same client as the current one.
pub(super) fn spawn_beside<F>(task: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    match TRACKER.try_with(Clone::clone) {
        Ok(tracker) => tracker.spawn(task),
        Err(_) => tokio::spawn(task),
    }
}
