//! Proxies that note what they receive, and connect to loopback whatever they are asked
//! for.

use std::io;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::client::trusted;

/// What kind of proxy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// CONNECT of HTTP/1.1 (RFC 9110, 9.3.6).
    Connect,
    /// The same within TLS.
    ConnectOverTls,
    /// CONNECT that wants other credentials.
    Refuses,
    /// RFC 1928, with names and passwords (RFC 1929) where they are offered.
    Socks5,
}

/// A proxy on loopback. It stops when dropped.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    told: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Proxy {
    pub(crate) async fn start(kind: Kind) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = Arc::new(Mutex::new(Vec::new()));
        let noted = told.clone();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let noted = noted.clone();
                tokio::spawn(async move {
                    // This ends when either side goes.
                    let _end = serve(kind, stream, &noted).await;
                });
            }
        });
        Self { port, told, task }
    }

    /// What clients sent: the head of each CONNECT, or its counterpart in SOCKS.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(kind: Kind, mut stream: TcpStream, told: &Mutex<Vec<String>>) -> io::Result<()> {
    match kind {
        Kind::ConnectOverTls => {
            let acceptor = TlsAcceptor::from(trusted().config(b"http/1.1"));
            connect(acceptor.accept(stream).await?, told, true).await
        }
        Kind::Connect => connect(stream, told, true).await,
        Kind::Refuses => connect(stream, told, false).await,
        Kind::Socks5 => {
            let port = socks5(&mut stream, told).await?;
            pass_on(stream, port).await
        }
    }
}

async fn connect<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    told: &Mutex<Vec<String>>,
    accepts: bool,
) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default();
    let port = target.rsplit(':').next().and_then(|port| port.parse().ok());
    told.lock().unwrap().push(head);
    if !accepts {
        let answer = b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer).await?;
        return stream.shutdown().await;
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    pass_on(stream, port.unwrap_or_default()).await
}

/// Reads what a client says, and returns the port that it asks for.
async fn socks5(stream: &mut TcpStream, told: &Mutex<Vec<String>>) -> io::Result<u16> {
    let text = async |stream: &mut TcpStream| {
        let mut bytes = vec![0; usize::from(stream.read_u8().await?)];
        stream.read_exact(&mut bytes).await?;
        io::Result::Ok(bytes)
    };
    let _version = stream.read_u8().await?;
    let methods = text(stream).await?;
    let mut credentials = "nobody".to_owned();
    if methods.contains(&2) {
        stream.write_all(&[5, 2]).await?;
        let _version = stream.read_u8().await?;
        let (user, password) = (text(stream).await?, text(stream).await?);
        let [user, password] = [user, password].map(|b| String::from_utf8_lossy(&b).into_owned());
        credentials = format!("{user} with {password}");
        stream.write_all(&[1, 0]).await?;
    } else {
        stream.write_all(&[5, 0]).await?;
    }
    let mut command = [0; 3];
    stream.read_exact(&mut command).await?;
    let target = match stream.read_u8().await? {
        1 => {
            let mut address = [0; 4];
            stream.read_exact(&mut address).await?;
            std::net::Ipv4Addr::from(address).to_string()
        }
        3 => String::from_utf8_lossy(&text(stream).await?).into_owned(),
        _ => {
            let mut address = [0; 16];
            stream.read_exact(&mut address).await?;
            std::net::Ipv6Addr::from(address).to_string()
        }
    };
    let port = stream.read_u16().await?;
    told.lock()
        .unwrap()
        .push(format!("{credentials} to {target}:{port}"));
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    Ok(port)
}

async fn pass_on<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, port: u16) -> io::Result<()> {
    let mut server = TcpStream::connect(("127.0.0.1", port)).await?;
    copy_bidirectional(&mut stream, &mut server).await?;
    Ok(())
}
