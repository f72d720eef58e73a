//! Plays a fault on every connection.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::disowned::Sent;
use crate::frames::Frames;
use crate::heads::Heads;
use crate::step::{Fault, Layer, Step};
use crate::tally::{Progress, Received, Tally};

/// A server on loopback that plays one fault on each connection. It stops when dropped.
pub struct FaultServer {
    address: SocketAddr,
    is_tls: bool,
    tally: Tally,
    task: Option<JoinHandle<()>>,
}

impl FaultServer {
    /// Starts one.
    ///
    /// # Panics
    ///
    /// Panics if there is no free port.
    pub async fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let tally = Tally::default();
        let is_tls = !matches!(fault.layer, Layer::Tcp | Layer::Nobody);
        let task = match fault.layer {
            // Dropping the listener here makes the port refuse connections.
            Layer::Nobody => None,
            _ => Some(tokio::spawn(accept(
                listener,
                Arc::new(fault),
                tally.clone(),
            ))),
        };
        Self {
            address,
            is_tls,
            tally,
            task,
        }
    }

    /// The URL of the server: `https://localhost:port` with TLS.
    #[must_use]
    pub fn base_url(&self) -> String {
        let port = self.address.port();
        if self.is_tls {
            format!("https://localhost:{port}")
        } else {
            format!("http://127.0.0.1:{port}")
        }
    }

    /// What it has received so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn accept(listener: TcpListener, fault: Arc<Fault>, tally: Tally) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            return;
        };
        tally.connected();
        // Bytes must leave at once, so that a reset does not overtake them.
        stream.set_nodelay(true).ok();
        connections.spawn(serve(stream, Arc::clone(&fault), tally.clone()));
    }
}

async fn serve(stream: TcpStream, fault: Arc<Fault>, tally: Tally) {
    if fault.steps.iter().any(|step| matches!(step, Step::Reset)) {
        // Dropping the stream then resets it.
        stream.set_zero_linger().ok();
    }
    let (progress, heard) = Progress::new(tally);
    match &fault.layer {
        Layer::Nobody => {}
        Layer::Tcp => {
            play(
                stream,
                Protocol::Http1(Heads::default()),
                &fault,
                progress,
                heard,
            )
            .await;
        }
        Layer::TcpUnderTls => play(stream, Protocol::Tls, &fault, progress, heard).await,
        Layer::Tls(identity) => {
            let accepted = TlsAcceptor::from(identity.config(b"http/1.1"))
                .accept(stream)
                .await;
            if let Ok(stream) = accepted {
                let http1 = Protocol::Http1(Heads::default());
                play(stream, http1, &fault, progress, heard).await;
            }
        }
        Layer::TlsHttp2(identity) => {
            let accepted = TlsAcceptor::from(identity.config(b"h2"))
                .accept(stream)
                .await;
            if let Ok(stream) = accepted {
                let http2 = Protocol::Http2(Frames::default());
                play(stream, http2, &fault, progress, heard).await;
            }
        }
    }
}

/// How to find requests in the bytes that come.
enum Protocol {
    Http1(Heads),
    Http2(Frames),
    /// The bytes of a handshake are not a request.
    Tls,
}

impl Protocol {
    fn read(&mut self, bytes: &[u8], received: &mut Received) {
        match self {
            Self::Http1(heads) => heads.read(bytes, received),
            Self::Http2(frames) => frames.read(bytes, received),
            Self::Tls => received.bytes += bytes.len(),
        }
    }
}

async fn play<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(
    stream: S,
    protocol: Protocol,
    fault: &Fault,
    progress: Progress,
    mut heard: watch::Receiver<Received>,
) {
    let (read, write) = tokio::io::split(stream);
    let mut write = Counted {
        write,
        frames: matches!(protocol, Protocol::Http2(_)).then(Sent::default),
        progress: progress.clone(),
    };
    let reader = tokio::spawn(listen(read, protocol, progress));
    for step in &fault.steps {
        match take(step, &mut write, &mut heard).await {
            Ok(Then::GoOn) => {}
            // Both halves are dropped, and the stream with them.
            Ok(Then::Drop) | Err(_) => break,
        }
    }
    let is_dropped = matches!(fault.steps.last(), Some(Step::CloseTcp | Step::Reset));
    if !is_dropped {
        write.shutdown().await.ok();
        // Whatever still comes is counted, for as long as a late request may travel.
        tokio::time::timeout(
            Duration::from_secs(1),
            heard.wait_for(|received| received.ended),
        )
        .await
        .ok();
    }
    reader.abort();
    reader.await.ok();
}

async fn listen<R: AsyncRead + Unpin>(mut read: R, mut protocol: Protocol, progress: Progress) {
    let mut buffer = [0; 4096];
    loop {
        match read.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(count) => progress.update(|received| protocol.read(&buffer[..count], received)),
        }
    }
    progress.update(|received| received.ended = true);
}

enum Then {
    GoOn,
    Drop,
}

/// The server's side, whose frames say which requests it did not process.
struct Counted<W> {
    write: W,
    frames: Option<Sent>,
    progress: Progress,
}

impl<W: AsyncWrite + Unpin> Counted<W> {
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Noted before the client can know about it.
        if let Some(frames) = &mut self.frames {
            self.progress
                .update(|received| frames.pass(bytes, &mut received.disowned));
        }
        self.write.write_all(bytes).await?;
        self.write.flush().await
    }

    async fn shutdown(&mut self) -> io::Result<()> {
        self.write.shutdown().await
    }
}

async fn take<W: AsyncWrite + Unpin>(
    step: &Step,
    write: &mut Counted<W>,
    heard: &mut watch::Receiver<Received>,
) -> io::Result<Then> {
    let mut until = async |reached: &(dyn Fn(&Received) -> bool + Sync)| {
        let received = heard
            .wait_for(|received| reached(received) || received.ended)
            .await;
        match received {
            Ok(received) if reached(&received) => Ok(()),
            _ => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        }
    };
    match step {
        Step::AwaitBytes(count) => until(&|received| received.bytes >= *count).await?,
        Step::AwaitHead(number) => until(&|received| received.heads >= *number).await?,
        Step::AwaitRequest(number) => until(&|received| received.whole >= *number).await?,
        Step::Send(bytes) => write.send(bytes).await?,
        Step::Drip(bytes, pause) => {
            for byte in bytes {
                tokio::time::sleep(*pause).await;
                write.send(&[*byte]).await?;
            }
        }
        Step::Flood(bytes) => loop {
            write.send(bytes).await?;
            // The client shares the machine's CPUs.
            tokio::task::yield_now().await;
        },
        Step::Stream(bytes) => loop {
            write.send(bytes).await?;
            tokio::time::sleep(Duration::from_millis(1)).await;
        },
        Step::Pause(duration) => tokio::time::sleep(*duration).await,
        Step::Stall => until(&|received| received.ended).await?,
        Step::Close => {
            write.shutdown().await?;
            return Ok(Then::Drop);
        }
        Step::CloseTcp | Step::Reset => return Ok(Then::Drop),
    }
    Ok(Then::GoOn)
}
