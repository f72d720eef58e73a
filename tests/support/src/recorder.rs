//! A transport that records its requests, and a server that records bytes.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use connectpay::transport::RequestBody;
use connectpay::{Client, ClientBuilder, Environment, PartnerCredentials, Session};
use http::{HeaderMap, Method, StatusCode, Uri};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::Service;

/// A request as the transport got it.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its method.
    pub method: Method,
    /// Its whole URI.
    pub uri: Uri,
    /// Its headers, with its credentials.
    pub headers: HeaderMap,
    /// Its whole body.
    pub body: Bytes,
}

impl Received {
    /// The value of a header that was sent at most once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?;
        assert!(values.next().is_none(), "{name} was sent twice");
        Some(value.to_str().unwrap())
    }
}

/// Answers every request in the same way and records it.
#[derive(Clone)]
pub struct Recorder {
    received: Arc<Mutex<Vec<Received>>>,
    status: StatusCode,
    body: Bytes,
}

impl Recorder {
    /// A recorder that answers with this status and body.
    pub fn answering(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            received: Arc::default(),
            status: StatusCode::from_u16(status).unwrap(),
            body: body.into(),
        }
    }

    /// The requests that came.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The only request that came.
    #[must_use]
    pub fn only(&self) -> Received {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received[0].clone()
    }

    /// A client that sends to this recorder.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The builder of such a client.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder(
            Environment::custom("http://localhost").unwrap(),
            credentials(),
        )
        .transport(self.clone())
    }

    /// A session that sends to this recorder.
    #[must_use]
    pub fn session(&self) -> Session {
        session(&self.client())
    }
}

impl Service<http::Request<RequestBody>> for Recorder {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let (parts, body) = request.into_parts();
        self.received.lock().unwrap().push(Received {
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body: whole(body),
        });
        let mut response = http::Response::new(Body::from(self.body.clone()));
        *response.status_mut() = self.status;
        ready(Ok(response))
    }
}

/// The bytes of a body that is in memory.
fn whole(mut body: RequestBody) -> Bytes {
    use http_body::Body as _;

    let mut cx = Context::from_waker(std::task::Waker::noop());
    match std::pin::Pin::new(&mut body).poll_frame(&mut cx) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap(),
        _ => Bytes::new(),
    }
}

/// The sample on ConnectPay's page.
#[must_use]
pub fn credentials() -> PartnerCredentials {
    PartnerCredentials::new("ConnectPay", "EasyBanking").unwrap()
}

/// A user of the client, at a documentation address (RFC 5737).
#[must_use]
pub fn session(client: &Client) -> Session {
    let token = connectpay::AccessToken::new("t0k3n").unwrap();
    client.session(token, [192, 0, 2, 7]).unwrap()
}

/// A server that answers every connection with the same bytes and records what came
/// over each. It shows what a library would hide.
pub struct ByteServer {
    /// Where it listens.
    pub address: SocketAddr,
    received: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl ByteServer {
    /// A server that answers with these bytes and closes the connection.
    pub async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let received: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let (kept, answer) = (Arc::clone(&received), answer.into());
        let task = tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (kept, answer) = (Arc::clone(&kept), answer.clone());
                tokio::spawn(async move {
                    let request = read_request(&mut stream).await;
                    kept.lock().unwrap().push(request);
                    stream.write_all(&answer).await.ok();
                    stream.shutdown().await.ok();
                });
            }
        });
        Self {
            address,
            received,
            task,
        }
    }

    /// What came over each connection, as text.
    #[must_use]
    pub fn received(&self) -> Vec<String> {
        let received = self.received.lock().unwrap();
        received
            .iter()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .collect()
    }

    /// The server, as an environment of a client.
    #[must_use]
    pub fn environment(&self) -> Environment {
        Environment::custom(&format!("http://{}", self.address)).unwrap()
    }
}

impl Drop for ByteServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Head and body of one request.
async fn read_request(stream: &mut tokio::net::TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse::<usize>().unwrap());
            if body.len() >= length {
                return request;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return request,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
}
