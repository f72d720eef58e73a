//! A call: a request that is complete, and a future that has not begun.

mod as_an_answer;
mod pending;
mod unsent;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

pub(crate) use self::pending::Pending;
use self::pending::{Prepared, Progress};
pub use self::unsent::Unsent;
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::exchange::RetryPolicy;
use crate::opaque::OpaqueBox;
use crate::response::{self, Decode};

/// A call of an endpoint: await it to send the request and get the answer.
///
/// The arguments are already encoded, so a call borrows nothing and can be spawned. Set
/// its options before you await it; later they have no effect:
///
/// ```
/// use std::time::Duration;
///
/// use connectpay::{Call, Result};
///
/// async fn patient(call: Call<String>) -> Result<String> {
///     call.timeout(Duration::from_secs(60))
///         .header("X-Request-ID", "0b4cbfe5-3f1c-4d3a-a1bb-6c1e2a0f6d52")
///         .await
/// }
/// ```
///
/// Await it on a Tokio runtime, whose timers enforce its limits. Dropping a call ends
/// it; ConnectPay may still have received what was already sent.
#[must_use = "a call sends nothing until it is awaited"]
pub struct Call<T> {
    pub(crate) pending: OpaqueBox<Pending>,
    // Only what depends on `T`, with nothing to drop, because rustc compiles this type
    // anew for every answer.
    pub(crate) decode: Decode<T>,
}

impl<T> Call<T> {
    /// Makes a call whose result is already known, for a fake to return.
    ///
    /// ```
    /// use connectpay::Call;
    ///
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # runtime.block_on(async {
    /// assert_eq!(Call::ready(Ok(7)).await?, 7);
    /// # Ok::<(), connectpay::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn ready(result: Result<T>) -> Self
    where
        T: Send + 'static,
    {
        Self {
            pending: Pending::ready(Box::new(result)),
            decode: response::ready,
        }
    }

    /// Limits how long the whole call may take. Overrides the client's
    /// [limit](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.prepared(|prepared| prepared.options.timeout = Some(limit));
        self
    }

    /// Limits how large the body of the answer may be, in bytes. Overrides the client's
    /// [limit](crate::ClientBuilder::max_answer_bytes).
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.prepared(|prepared| prepared.options.max_answer_bytes = Some(bytes));
        self
    }

    /// Decides how the call is retried. Overrides the client's
    /// [policy](crate::ClientBuilder::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.prepared(|prepared| prepared.options.retry = Some(policy));
        self
    }

    /// Sets a header and replaces any header of the same name. `x_count` and `x-count`
    /// count as the same name.
    ///
    /// Awaiting the call fails, with nothing sent, if the name is not a token, if the
    /// value is not printable ASCII, or if the header belongs to the library or the
    /// connection or claims another client address (`authorization`,
    /// `x-connectpay-api-key`, `psu-ip-address`, `host`, `content-length`,
    /// `x-forwarded-for`, …).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.prepared(|prepared| prepared.call.request.set_header(name, value));
        self
    }

    /// Sends `key` as `Idempotency-Key`. ConnectPay documents no such header, so ask
    /// ConnectPay whether it has an effect.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Returns the answer undecoded, with its [`RequestId`](crate::RequestId) in its
    /// extensions. An answer that is not a success is still an
    /// [error](crate::Error::service). So is a call made by [`Call::ready`], which has
    /// a result but no answer.
    pub fn raw(self) -> Call<http::Response<Bytes>> {
        Call {
            pending: self.pending,
            decode: response::raw,
        }
    }

    /// Returns the value together with its status and headers, and with its
    /// [`RequestId`](crate::RequestId) in the extensions.
    ///
    /// The compiler does not warn of a response that is dropped together with the
    /// [`Sca`](crate::sca::Sca) in it, since the type of the response is not ours. It does
    /// for what [`into_body`](http::Response::into_body) gives.
    pub fn with_response(mut self) -> Call<http::Response<T>>
    where
        T: 'static,
    {
        self.pending.decode_first(Box::new(self.decode));
        Call {
            pending: self.pending,
            decode: response::with_response,
        }
    }

    pub(crate) fn endpoint(&self) -> Option<&'static Endpoint> {
        self.pending.endpoint()
    }

    fn prepared(&mut self, change: impl FnOnce(&mut Prepared)) {
        if let Some(prepared) = self.pending.unsent() {
            change(prepared);
        }
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let call = self.get_mut();
        match Pending::poll(&mut call.pending, cx) {
            Progress::Answered(mut answer) => Poll::Ready((call.decode)(&mut answer)),
            Progress::Failed(error) => Poll::Ready(Err(error)),
            Progress::Waiting => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Call");
        if let Some(endpoint) = self.pending.endpoint() {
            debug.field("endpoint", &endpoint.name());
        }
        debug.finish_non_exhaustive()
    }
}
