//! A call: the request is complete, the future is not yet begun.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;

use crate::auth::Scheme;
use crate::caller::Channel;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::exchange::{Options, Route};
use crate::request::Request;
use crate::response::Decode;
use crate::retry::RetryPolicy;

/// What an endpoint's method returns: a future of its answer.
///
/// The arguments are already encoded, so a call borrows nothing and can be
/// spawned. Before it is awaited it takes options; afterwards they have no effect:
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
/// It is awaited on a Tokio runtime, whose timers end it in time. Dropping it
/// ends it; what was already sent may then have been received.
#[must_use = "a call sends nothing until it is awaited"]
pub struct Call<T> {
    state: State<T>,
}

enum State<T> {
    Exchange {
        pending: Pending,
        /// Taken when the answer is there.
        decoding: Option<Decoding<T>>,
    },
    /// Made by [`Call::ready`]; a closure, so that a value that must not cross
    /// threads does not bind the calls that have none.
    Ready(Option<Box<dyn FnOnce() -> Result<T> + Send>>),
}

enum Decoding<T> {
    Body(Decode<T>),
    Whole(Box<dyn FnOnce(http::Response<Bytes>) -> Result<T> + Send>),
}

impl<T> Decoding<T> {
    fn decode(self, response: http::Response<Bytes>) -> Result<T> {
        match self {
            Self::Body(decode) => decode(response.into_body()),
            Self::Whole(decode) => decode(response),
        }
    }
}

impl<T> Call<T> {
    pub(crate) fn new<S: Scheme>(request: Request, channel: Channel<S>, decode: Decode<T>) -> Self {
        Self {
            state: State::Exchange {
                pending: Pending {
                    endpoint: request.endpoint(),
                    sending: Sending::Prepared(Box::new(Prepared {
                        request,
                        route: channel.into_route(),
                        options: Options::default(),
                    })),
                },
                decoding: Some(Decoding::Body(decode)),
            },
        }
    }

    /// A call with its result already there: what a fake returns.
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
            state: State::Ready(Some(Box::new(move || result))),
        }
    }

    /// How long the whole call may take, in place of the client's
    /// [limit](crate::ClientBuilder::timeout).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.prepared(|prepared| prepared.options.timeout = Some(limit));
        self
    }

    /// How large the body of the answer may be, in bytes, in place of the
    /// client's [limit](crate::ClientBuilder::max_answer_bytes).
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.prepared(|prepared| prepared.options.max_answer_bytes = Some(bytes));
        self
    }

    /// How the call is tried again, in place of the client's
    /// [policy](crate::ClientBuilder::retry).
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.prepared(|prepared| prepared.options.retry = Some(policy));
        self
    }

    /// Sets a header, in place of one of the same name.
    ///
    /// A name that is no token, a value that is not printable ASCII, and a
    /// header that belongs to the library or the connection (`authorization`,
    /// `x-connectpay-api-key`, `psu-ip-address`, `host`, `content-length`, …) are
    /// reported when the call is awaited, with nothing sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.prepared(|prepared| prepared.request.set_header(name, value));
        self
    }

    /// Sends `key` as `Idempotency-Key`. ConnectPay documents no such header;
    /// whether it has an effect is to be asked there.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Gives the answer undecoded. One that is not a success is an
    /// [error](crate::Error::service) all the same, and so is a call made by
    /// [`Call::ready`], which has no answer but its result.
    pub fn raw(self) -> Call<http::Response<Bytes>> {
        match self.state {
            State::Exchange { pending, .. } => Call {
                state: State::Exchange {
                    pending,
                    decoding: Some(Decoding::Whole(Box::new(Ok))),
                },
            },
            State::Ready(ready) => Call {
                state: State::Ready(ready.map(|_| {
                    let none = || {
                        Err(Error::build(
                            "a call made by `Call::ready` has no answer to give undecoded",
                        ))
                    };
                    Box::new(none) as Box<dyn FnOnce() -> _ + Send>
                })),
            },
        }
    }

    /// Gives the value together with its status and headers.
    pub fn with_response(self) -> Call<http::Response<T>>
    where
        T: 'static,
    {
        let state = match self.state {
            State::Exchange { pending, decoding } => State::Exchange {
                pending,
                decoding: decoding.map(|decoding| {
                    Decoding::Whole(Box::new(|response: http::Response<Bytes>| {
                        let (parts, body) = response.into_parts();
                        let whole = http::Response::from_parts(parts.clone(), body);
                        Ok(http::Response::from_parts(parts, decoding.decode(whole)?))
                    }) as Box<dyn FnOnce(_) -> _ + Send>)
                }),
            },
            State::Ready(ready) => State::Ready(ready.map(|ready| {
                Box::new(|| ready().map(http::Response::new)) as Box<dyn FnOnce() -> _ + Send>
            })),
        };
        Call { state }
    }

    fn prepared(&mut self, change: impl FnOnce(&mut Prepared)) {
        if let State::Exchange {
            pending:
                Pending {
                    sending: Sending::Prepared(prepared),
                    ..
                },
            ..
        } = &mut self.state
        {
            change(prepared);
        }
    }
}

// A value is moved out of the call, never pinned in it.
impl<T> Unpin for Call<T> {}

impl<T> Future for Call<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match &mut self.state {
            State::Exchange { pending, decoding } => {
                let response = ready!(pending.poll(cx))?;
                let decoding = decoding.take().unwrap_or_else(polled_again);
                decoding
                    .decode(response)
                    .map_err(|error| error.at(pending.endpoint))
            }
            State::Ready(ready) => ready.take().unwrap_or_else(polled_again)(),
        })
    }
}

fn polled_again<T>() -> T {
    panic!("`Call` was polled after it had given its result")
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Call");
        if let State::Exchange { pending, .. } = &self.state {
            debug.field("endpoint", &pending.endpoint.name());
        }
        debug.finish_non_exhaustive()
    }
}

/// The part of a call that is the same for every type of answer.
struct Pending {
    endpoint: &'static Endpoint,
    sending: Sending,
}

enum Sending {
    Prepared(Box<Prepared>),
    Begun(BoxFuture<'static, Result<http::Response<Bytes>>>),
    Ended,
}

struct Prepared {
    request: Request,
    route: Option<Route>,
    options: Options,
}

impl Pending {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<http::Response<Bytes>>> {
        self.sending = match std::mem::replace(&mut self.sending, Sending::Ended) {
            Sending::Prepared(prepared) => Sending::Begun(Box::pin(prepared.send())),
            begun_or_ended => begun_or_ended,
        };
        let Sending::Begun(answer) = &mut self.sending else {
            polled_again()
        };
        let answer = ready!(answer.as_mut().poll(cx));
        self.sending = Sending::Ended;
        Poll::Ready(answer)
    }
}

impl Prepared {
    // Boxed, so that the future holds a pointer where it would hold all of this.
    async fn send(mut self: Box<Self>) -> Result<http::Response<Bytes>> {
        let endpoint = self.request.endpoint();
        let target = self.request.finish().map_err(|error| error.at(endpoint))?;
        let Some(route) = &self.route else {
            return Err(Error::build(
                "this caller sends nothing: a fake must override the methods that are called on it",
            )
            .at(endpoint));
        };
        route.call(&self.request, target, self.options).await
    }
}
