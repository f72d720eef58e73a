//! An answer that comes before the request has been written, on an HTTP/1.1 connection
//! that stays open and is not read any more (RFC 9112, 9.5).

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use connectpay::{Result, RetryPolicy};
use http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::client::{Carrier, Kind, trusted};

/// More than TCP's buffers hold while nobody reads.
const SIZE: usize = 16 << 20;

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Documents {
    #[connectpay::endpoint(path = "/documents")]
    async fn upload(&self, #[body] document: &str) -> Result<()>;
}

/// The first connection gets its answer at once. The others get one answer per request,
/// and each request comes in one piece.
async fn serve(mut stream: TlsStream<TcpStream>, is_first: bool) -> io::Result<()> {
    let mut bytes = [0; 4096];
    if is_first {
        stream.read_exact(&mut bytes).await?;
        let answer = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer).await?;
        stream.flush().await?;
        // The connection stays open and unread until the test ends.
        std::future::pending::<()>().await;
    }
    while stream.read(&mut bytes).await? > 0 {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";
        stream.write_all(answer).await?;
        stream.flush().await?;
    }
    Ok(())
}

async fn pay_after_an_early_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&accepted);
    let mut server = JoinSet::new();
    server.spawn(async move {
        let acceptor = TlsAcceptor::from(trusted().config(b"http/1.1"));
        let mut playing = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
            let acceptor = acceptor.clone();
            playing.spawn(async move { serve(acceptor.accept(stream).await?, is_first).await });
        }
    });
    let client = Carrier::BuiltIn
        .builder(&format!("https://localhost:{port}"))
        .attempt_timeout(Duration::from_secs(5))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = client.upload(&"x".repeat(SIZE)).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::PAYLOAD_TOO_LARGE));
    for _ in 0..2 {
        assert_eq!(Kind::Post.call(&client, 7).await.unwrap(), 7);
    }
    assert_eq!(accepted.load(Ordering::SeqCst), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_after_an_early_answer_does_not_wait_for_the_connection_that_still_writes() {
    let scene = pay_after_an_early_answer();
    timeout(Duration::from_secs(30), scene).await.unwrap();
}
