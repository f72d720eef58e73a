//! Connections that can end or fall silent instead of carrying an answer.

use std::future::pending;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::Next;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Marks an answer, in its extensions, that must not be sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unanswered {
    /// Send nothing and keep the connection.
    Hang,
    /// Send nothing and end the connection.
    Drop,
}

/// Does what [`Unanswered`] says. This has to be the outermost layer.
pub(crate) async fn answer(
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    match response.extensions().get() {
        Some(Unanswered::Hang) => pending().await,
        // The server tries to send the answer, which fails, and gives up.
        Some(Unanswered::Drop) => connection.dropped.store(true, Ordering::Release),
        None => {}
    }
    response
}

/// The connection over which a request came.
#[derive(Clone)]
pub(crate) struct Connection {
    dropped: Arc<AtomicBool>,
}

impl Connected<IncomingStream<'_, Acceptor>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Acceptor>) -> Self {
        stream.io().connection.clone()
    }
}

/// Accepts connections that can be dropped.
pub(crate) struct Acceptor(pub(crate) TcpListener);

impl Listener for Acceptor {
    type Io = Stream;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Stream, Self::Addr) {
        // This is axum's own function, which goes on after an error that concerns only
        // one connection.
        let (tcp, address) = Listener::accept(&mut self.0).await;
        let connection = Connection {
            dropped: Arc::default(),
        };
        (Stream { tcp, connection }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A socket that fails once its connection is dropped, so that the server closes it.
pub(crate) struct Stream {
    tcp: TcpStream,
    connection: Connection,
}

impl Stream {
    fn tcp(self: Pin<&mut Self>) -> io::Result<Pin<&mut TcpStream>> {
        let this = self.get_mut();
        if this.connection.dropped.load(Ordering::Acquire) {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(Pin::new(&mut this.tcp))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.tcp()?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.tcp()?.poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.tcp()?.poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.tcp()?.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.tcp()?.poll_shutdown(cx)
    }
}
