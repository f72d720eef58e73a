//! A server that follows a script and counts what arrives.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use connectpay::sca::{EventId, Finalised, Otp, Sca};
use connectpay::tokens::TokenSource;
use connectpay::transport::{NotSent, RequestBody};
use connectpay::{
    AccessToken, BoxError, Client, Environment, PartnerCredentials, PaymentStatus, Result, Session,
};
use http::StatusCode;
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tower::Service;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Initiated {
    pub(crate) payment_order_no: String,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Payment {
    pub(crate) payment_status: String,
}

impl PaymentStatus for Payment {
    fn payment_status(&self) -> &str {
        &self.payment_status
    }
}

#[derive(Serialize)]
pub(crate) struct Verification<'a> {
    pub(crate) otp: &'a Otp,
}

/// Made up.
#[connectpay::api(auth = user)]
pub(crate) trait Bank {
    #[connectpay::endpoint(method = POST, path = "/example/client/payments", once)]
    async fn initiate(&self) -> Result<Sca<Initiated>>;

    #[connectpay::endpoint(method = POST, path = "/example/client/codes/{event}", once)]
    async fn send_code(&self, event: &EventId) -> Result<()>;

    #[connectpay::endpoint(path = "/example/client/verify/{event}", once)]
    async fn verify(&self, event: &EventId, #[body] code: &Verification<'_>) -> Result<Finalised>;

    #[connectpay::endpoint(method = POST, path = "/example/client/codes/{event}/again")]
    async fn send_code_again(&self, event: &EventId) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/example/client/verify/{event}/again")]
    async fn is_verified(&self, event: &EventId) -> Result<Finalised>;

    #[connectpay::endpoint(path = "/example/client/payments/{order}")]
    async fn payment(&self, order: &str) -> Result<Payment>;

    #[connectpay::endpoint(method = POST, path = "/example/client/payments/again")]
    async fn payment_by_post(&self) -> Result<Payment>;
}

/// Made up.
#[connectpay::api(auth = partner)]
pub(crate) trait Logins {
    #[connectpay::endpoint(path = "/example/partner/verify/{event}", once)]
    async fn verify_login(
        &self,
        event: &EventId,
        #[body] code: &Verification<'_>,
    ) -> Result<Finalised>;
}

/// What happens to one request.
#[derive(Clone)]
pub(crate) enum Step {
    Answer(u16, &'static str),
    /// A 503 that asks for a pause of this many seconds.
    Busy(&'static str),
    /// A 401 that refuses the access token (RFC 6750, 3.1).
    InvalidToken,
    /// The request is not sent.
    NoConnection,
    /// The request is received, and the connection ends.
    Cut,
    /// The request is received, and no answer comes.
    Silence,
}

/// Takes one step for each request, and the last step for all that follow.
#[derive(Clone)]
pub(crate) struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    arrived: Arc<Mutex<Vec<String>>>,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            arrived: Arc::default(),
        }
    }

    /// Method, path and body of what was received.
    pub(crate) fn arrived(&self) -> Vec<String> {
        self.arrived.lock().unwrap().clone()
    }

    pub(crate) fn session(&self) -> Session {
        self.client()
            .session(AnotherEachTime::default(), [192, 0, 2, 7])
            .unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap();
        let environment = Environment::custom("http://localhost").unwrap();
        Client::builder(environment, credentials)
            .transport(self.clone())
            .build()
            .unwrap()
    }
}

/// With it, a 401 does not end the session, and the request could be sent again.
#[derive(Default)]
struct AnotherEachTime(Mutex<u32>);

impl TokenSource for AnotherEachTime {
    async fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        let mut given = self.0.lock().unwrap();
        *given += 1;
        Ok(AccessToken::new(format!("token-{given}"))?)
    }
}

impl Service<http::Request<RequestBody>> for Script {
    type Response = http::Response<RequestBody>;
    type Error = BoxError;
    type Future =
        Pin<Box<dyn Future<Output = std::result::Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let script = self.clone();
        Box::pin(async move {
            let step = {
                let mut steps = script.steps.lock().unwrap();
                if steps.len() > 1 {
                    steps.pop_front()
                } else {
                    steps.front().cloned()
                }
            };
            let step = step.unwrap();
            if let Step::NoConnection = step {
                return Err(NotSent::new("connection refused").into());
            }
            let (parts, body) = request.into_parts();
            let body: std::result::Result<_, Infallible> = Ok(body.collect().await?.to_bytes());
            let arrived = format!(
                "{} {} {}",
                parts.method,
                parts.uri.path(),
                String::from_utf8_lossy(&body?),
            );
            script.arrived.lock().unwrap().push(arrived);
            match step {
                Step::Answer(status, body) => {
                    let body = RequestBody::new(Bytes::from_static(body.as_bytes()));
                    let mut response = http::Response::new(body);
                    *response.status_mut() = StatusCode::from_u16(status)?;
                    Ok(response)
                }
                Step::Busy(seconds) => {
                    let response = http::Response::builder()
                        .status(StatusCode::SERVICE_UNAVAILABLE)
                        .header("retry-after", seconds);
                    Ok(response.body(RequestBody::default())?)
                }
                Step::InvalidToken => {
                    let response = http::Response::builder()
                        .status(StatusCode::UNAUTHORIZED)
                        .header("www-authenticate", r#"Bearer error="invalid_token""#);
                    Ok(response.body(RequestBody::default())?)
                }
                Step::Cut => Err("the connection was reset".into()),
                _ => std::future::pending().await,
            }
        })
    }
}
