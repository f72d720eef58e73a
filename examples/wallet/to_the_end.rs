//! A step that is done to its end.

use std::panic::resume_unwind;

/// Does a step to its end, even if the browser goes away: a handler's future is dropped
/// then, and with it what only the bank's answer says.
pub async fn to_the_end<T>(step: impl Future<Output = T> + Send + 'static) -> T
where
    T: Send + 'static,
{
    match tokio::spawn(step).await {
        Ok(done) => done,
        Err(stopped) => resume_unwind(stopped.into_panic()),
    }
}
