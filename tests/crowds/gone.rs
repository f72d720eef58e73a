//! A call that is dropped, at whatever point, leaves its session as good as before.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use connectpay::tokens::TokenSource;
use connectpay::transport::{NotSent, RequestBody};
use connectpay::{
    AccessToken, BoxError, Call, Client, Environment, PartnerCredentials, Result, RetryPolicy,
    Session,
};
use http::StatusCode;
use tokio::sync::Semaphore;
use tower::Service;

use crate::rotating::Rotating;

/// Made up.
#[connectpay::api(base = "/example")]
trait Example {
    #[connectpay::endpoint(path = "/client/things", auth = user)]
    async fn read(&self) -> Result<Bytes>;

    #[connectpay::endpoint(method = POST, path = "/client/payments", auth = user)]
    async fn pay(&self, #[body] amount: &str) -> Result<Bytes>;

    #[connectpay::endpoint(method = PUT, path = "/client/payments", auth = user, idempotent)]
    async fn put(&self, #[body] amount: &str) -> Result<Bytes>;

    #[connectpay::endpoint(path = "/partner/things", auth = partner)]
    async fn list(&self) -> Result<Bytes>;
}

/// What the server does with one request, after which it is well again.
#[derive(Clone, Copy)]
enum Does {
    Answers(u16),
    AsksToWait,
    RefusesToConnect,
    Cuts,
    Nothing,
    Stalls,
}

/// Takes one of a few permits for each request, each step of which waits.
#[derive(Clone)]
struct Server {
    does: Arc<Mutex<Vec<Does>>>,
    permits: Arc<Semaphore>,
    received: Arc<AtomicUsize>,
}

const PERMITS: usize = 4;

impl Service<http::Request<RequestBody>> for Server {
    type Response = http::Response<RequestBody>;
    type Error = BoxError;
    type Future =
        Pin<Box<dyn Future<Output = std::result::Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<RequestBody>) -> Self::Future {
        let server = self.clone();
        Box::pin(async move {
            let _permit = server.permits.acquire().await?;
            tokio::task::yield_now().await;
            let does = server.does.lock().unwrap().pop();
            let status = match does.unwrap_or(Does::Answers(200)) {
                Does::RefusesToConnect => return Err(NotSent::new("refused").into()),
                Does::Cuts => return Err("reset".into()),
                Does::Stalls => std::future::pending().await,
                Does::AsksToWait => 503,
                Does::Nothing => 204,
                Does::Answers(status) => status,
            };
            server.received.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(3)).await;
            let mut response = http::Response::new(RequestBody::new(Bytes::from_static(b"[]")));
            *response.status_mut() = StatusCode::from_u16(status)?;
            if status == 503 {
                response.headers_mut().insert("retry-after", 1.into());
            }
            Ok(response)
        })
    }
}

/// Everything that a flow may call on.
struct World {
    server: Server,
    source: Rotating,
    client: Client,
    session: Session,
}

impl World {
    fn new(does: &[Does]) -> Self {
        let server = Server {
            does: Arc::new(Mutex::new(does.iter().rev().copied().collect())),
            permits: Arc::new(Semaphore::new(PERMITS)),
            received: Arc::default(),
        };
        let source = Rotating::taking(Duration::from_millis(5));
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let client = Client::builder(
            Environment::custom("http://localhost").unwrap(),
            credentials,
        )
        .transport(server.clone())
        .build()
        .unwrap();
        let session = client.session(source.clone(), [192, 0, 2, 7]).unwrap();
        Self {
            server,
            source,
            client,
            session,
        }
    }

    /// Nothing of the dropped call is left in the way of others.
    async fn assert_as_good_as_new(&self, flow: usize, polls: usize) {
        self.server.does.lock().unwrap().clear();
        let calls = (0..PERMITS * 2).map(|_| self.session.read());
        let calls = futures_util::future::join_all(calls);
        let results = tokio::time::timeout(Duration::from_secs(5), calls).await;
        for result in
            results.unwrap_or_else(|_| panic!("flow {flow} dropped at poll {polls}: others hang"))
        {
            result.unwrap_or_else(|error| panic!("flow {flow} dropped at poll {polls}: {error}"));
        }
        self.source.assert_nothing_lost();
        assert_eq!(self.server.permits.available_permits(), PERMITS);
    }
}

type Flow = Pin<Box<dyn Future<Output = ()>>>;

fn ends<T: 'static>(call: Call<T>) -> Flow {
    Box::pin(async move {
        call.await.ok();
    })
}

/// What the server does, and what the user calls.
type Case = (&'static [Does], fn(&World) -> Flow);

/// A source that never answers.
struct Silent;

impl TokenSource for Silent {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        std::future::pending().await
    }
}

const FLOWS: [Case; 20] = [
    (&[], |world| ends(world.session.read())),
    (&[], |world| ends(world.session.pay("1.00"))),
    (&[], |world| ends(world.client.list())),
    (&[Does::Answers(401)], |world| ends(world.session.read())),
    (&[Does::Answers(401)], |world| {
        ends(world.session.pay("1.00"))
    }),
    (&[Does::Answers(401), Does::Answers(401)], |world| {
        ends(world.session.read())
    }),
    (&[Does::RefusesToConnect, Does::RefusesToConnect], |world| {
        ends(world.session.pay("1.00"))
    }),
    (&[Does::Cuts, Does::Cuts], |world| {
        ends(world.session.read())
    }),
    (&[Does::Cuts], |world| ends(world.session.put("1.00"))),
    (&[Does::AsksToWait], |world| ends(world.session.read())),
    (&[Does::AsksToWait, Does::Answers(401)], |world| {
        ends(world.session.put("1.00"))
    }),
    (&[Does::Stalls], |world| {
        ends(world.session.read().timeout(Duration::from_secs(2)))
    }),
    (&[Does::Stalls, Does::Stalls], |world| {
        ends(world.client.list().retry(RetryPolicy::never()))
    }),
    (&[Does::Answers(422)], |world| {
        ends(world.session.pay("1.00"))
    }),
    (&[Does::Nothing], |world| ends(world.session.read().raw())),
    (&[], |world| ends(world.session.read().with_response())),
    (&[], |world| {
        let moved = world.session.with_psu_ip([192, 0, 2, 8]).unwrap();
        let (first, second) = (world.session.read(), moved.pay("1.00"));
        Box::pin(async move {
            let _ = tokio::join!(first, second);
        })
    }),
    (&[Does::Answers(401)], |world| {
        let (first, second) = (world.session.read(), world.session.pay("1.00"));
        Box::pin(async move {
            tokio::select! { _ = first => {}, _ = second => {} }
        })
    }),
    (&[Does::Answers(502)], |world| {
        let session = world.session.clone();
        Box::pin(async move {
            session.read().await.ok();
            session.pay("1.00").await.ok();
        })
    }),
    (&[], |world| {
        let session = world.client.session(Silent, [192, 0, 2, 9]).unwrap();
        ends(session.read().timeout(Duration::from_secs(2)))
    }),
];

/// Polls so many times, then gives up.
struct Polls {
    flow: Flow,
    left: usize,
}

impl Future for Polls {
    /// Whether the flow ended by itself.
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
        if self.left == 0 {
            return Poll::Ready(false);
        }
        self.left -= 1;
        match self.flow.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(true),
            // The last poll is followed by the drop at once.
            Poll::Pending if self.left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_any_poll_leaves_no_lock_permit_or_half_written_token() {
    let mut drops = 0;
    for (number, (does, flow)) in FLOWS.iter().enumerate() {
        for polls in 0.. {
            assert!(polls < 1_000, "flow {number} never ends");
            let world = World::new(does);
            let ended = Polls {
                flow: flow(&world),
                left: polls,
            }
            .await;
            world.assert_as_good_as_new(number, polls).await;
            if ended {
                break;
            }
            drops += 1;
        }
    }
    // Each flow waits for a token or an answer somewhere.
    assert!(drops >= 4 * FLOWS.len(), "{drops}");
}
