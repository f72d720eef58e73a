//! The server of all runs, in a separate process so that its cost does not count.

use std::convert::Infallible;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::work::{self, Payment, Result};

/// How clients reach the server and how it answers.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Settings {
    /// HTTP/2 over TLS instead of HTTP/1.1 in clear text.
    #[arg(long)]
    pub(crate) tls: bool,
    /// How long each answer waits, in milliseconds.
    #[arg(long, default_value_t = 0)]
    pub(crate) delay: u64,
}

/// Serves until the process is killed. The first line of its output is what a
/// client needs: the port, and the certificate to trust in hexadecimal.
pub(crate) async fn serve(settings: Settings) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let mut certificate = String::new();
    let acceptor = if settings.tls {
        let identity = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
        let der = identity.cert.der().clone();
        certificate = der.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = identity.signing_key.serialize_der();
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![der], key.try_into()?)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Some(TlsAcceptor::from(Arc::new(config)))
    } else {
        None
    };
    println!("{port} {certificate}");
    std::io::stdout().flush()?;
    let connections = Arc::new(AtomicUsize::new(0));
    let delay = Duration::from_millis(settings.delay);
    loop {
        let (stream, _) = listener.accept().await?;
        connections.fetch_add(1, Ordering::Relaxed);
        let (acceptor, connections) = (acceptor.clone(), connections.clone());
        tokio::spawn(async move {
            stream.set_nodelay(true).ok();
            let service = service_fn(move |request| answer(request, delay, connections.clone()));
            let server = auto::Builder::new(TokioExecutor::new());
            // A client that goes away is not a failure of the server.
            let _gone = match acceptor {
                Some(acceptor) => match acceptor.accept(stream).await {
                    Ok(stream) => {
                        let stream = TokioIo::new(stream);
                        server.serve_connection(stream, service).await
                    }
                    Err(_) => Ok(()),
                },
                None => {
                    let stream = TokioIo::new(stream);
                    server.serve_connection(stream, service).await
                }
            };
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    delay: Duration,
    connections: Arc<AtomicUsize>,
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let target = parts
        .uri
        .path_and_query()
        .map_or("", |target| target.as_str());
    if target == "/connections" {
        let count = connections.load(Ordering::Relaxed).to_string();
        return Ok(Response::new(count.into()));
    }
    let has_key = parts
        .headers
        .get(work::API_KEY_HEADER)
        .is_some_and(|key| key == work::API_KEY);
    let is_right = match body.collect().await.map(|body| body.to_bytes()) {
        Ok(body) if target == work::POST_TARGET => serde_json::from_slice::<Payment>(&body).is_ok(),
        Ok(body) => target.starts_with(work::GET_START) && body.is_empty(),
        Err(_) => false,
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let mut response = Response::new(Full::from(work::ANSWER));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if !(has_key && is_right) {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}
