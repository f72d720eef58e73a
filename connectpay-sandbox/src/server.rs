//! The socket and the thread that serves it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread::{self, JoinHandle};

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;

use crate::connection::{Acceptor, Connection};

/// A server on loopback that ends when this is dropped.
///
/// It has its own thread and its own runtime. So it answers while its starter blocks,
/// as a test with a blocking client does, whatever runtime the starter uses. Dropping
/// it ends every connection and frees the port before `drop` returns: nothing is left
/// to a task that may never be polled again.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `app` on 127.0.0.1. With port 0 the system chooses a port.
    pub(crate) async fn start(port: u16, app: Router) -> io::Result<Self> {
        let (bound, address) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("connectpay-sandbox".to_owned())
            .spawn(move || run(port, app, bound, stopped))?;
        let address = address
            .await
            .map_err(|_| io::Error::other("the sandbox's thread ended before it listened"))??;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic on that thread was reported when it happened.
            let _ = thread.join();
        }
    }
}

fn run(
    port: u16,
    app: Router,
    bound: oneshot::Sender<io::Result<SocketAddr>>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            // The starter of the sandbox may have gone away, and then nobody minds.
            let _ = bound.send(Err(error));
            return;
        }
    };
    runtime.block_on(async {
        tokio::select! {
            // This also ends when the sender is dropped.
            _ = stopped => {}
            () = serve(port, app, bound) => {}
        }
    });
    // A blocking task of an endpoint must not delay the drop of the server.
    runtime.shutdown_background();
}

async fn serve(port: u16, app: Router, bound: oneshot::Sender<io::Result<SocketAddr>>) {
    let listening = async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| explained(port, &error))?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    match listening.await {
        Ok((listener, address)) => {
            if bound.send(Ok(address)).is_ok() {
                // This returns only when it is told to end, which dropping the server
                // does.
                let app = app.into_make_service_with_connect_info::<Connection>();
                let _ = axum::serve(Acceptor(listener), app).await;
            }
        }
        Err(error) => {
            let _ = bound.send(Err(error));
        }
    }
}

/// The system's message names neither the port nor a remedy.
fn explained(port: u16, error: &io::Error) -> io::Error {
    let what = match error.kind() {
        io::ErrorKind::AddrInUse => "is taken by another program; stop that one".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "is kept for programs with more rights; start this one with them".to_owned()
        }
        _ => format!("cannot be listened on ({error}); look at the network's settings"),
    };
    io::Error::new(
        error.kind(),
        format!(
            "port {port} of 127.0.0.1 {what}, or choose another port: 0 lets the system choose a \
             free one"
        ),
    )
}
