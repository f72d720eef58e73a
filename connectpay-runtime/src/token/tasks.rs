//! The tasks in which tokens are asked for, which outlive the calls that began them.

use std::future::Future;

use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

tokio::task_local! {
    /// Of the client whose token is asked for here: a source that asks in a task of
    /// its own is made without a client.
    static TRACKER: TaskTracker;
}

/// Those of one client.
#[derive(Clone)]
pub(crate) struct Tasks(TaskTracker);

impl Default for Tasks {
    fn default() -> Self {
        let tracker = TaskTracker::new();
        // Closed, it still takes tasks, and ends whenever it has none.
        tracker.close();
        Self(tracker)
    }
}

impl Tasks {
    pub(super) fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.0.spawn(TRACKER.scope(self.0.clone(), task))
    }

    /// When none is left.
    pub(crate) async fn ended(&self) {
        self.0.wait().await;
    }
}

/// A task beside the one that this is: of the same client.
pub(super) fn spawn_beside<F>(task: F) -> JoinHandle<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    match TRACKER.try_with(Clone::clone) {
        Ok(tracker) => tracker.spawn(task),
        Err(_) => tokio::spawn(task),
    }
}
