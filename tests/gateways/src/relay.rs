//! Simulates distance: a relay that holds back every byte, every end and every reset of
//! a connection for the same time in each direction. Loopback hides what happens while
//! bytes are on their way.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep_until};

/// A relay that listens. It ends with all its connections when this is dropped.
pub(crate) struct Relay {
    port: u16,
    _runtime: Runtime,
}

/// What came out of a connection, and when to pass it on.
struct Passing {
    due: Instant,
    what: What,
}

enum What {
    Bytes(Vec<u8>),
    End,
    Reset,
}

impl Relay {
    /// Starts one in front of a port of loopback.
    pub(crate) fn start(gateway: u16, delay: Duration) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("the system has threads");
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
        let listener = listener.expect("loopback has a free port");
        let port = listener.local_addr().map_or(0, |address| address.port());
        runtime.spawn(accept(
            listener,
            (Ipv4Addr::LOCALHOST, gateway).into(),
            delay,
        ));
        Self {
            port,
            _runtime: runtime,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

async fn accept(listener: TcpListener, gateway: SocketAddr, delay: Duration) {
    while let Ok((client, _)) = listener.accept().await {
        tokio::spawn(async move {
            // If the gateway takes no connection, the client sees this one end.
            if let Ok(gateway) = TcpStream::connect(gateway).await {
                relay(client, gateway, delay).await.ok();
            }
        });
    }
}

async fn relay(client: TcpStream, gateway: TcpStream, delay: Duration) -> io::Result<()> {
    client.set_nodelay(true)?;
    gateway.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_gateway, to_gateway) = gateway.into_split();
    let (there, to_arrive_there) = channel(64);
    let (back, to_arrive_back) = channel(64);
    // Reading is separate from writing, so that nothing is held back longer because of
    // what came before it.
    tokio::try_join!(
        read(from_client, there, delay),
        read(from_gateway, back, delay),
        write(to_gateway, to_arrive_there),
        write(to_client, to_arrive_back)
    )?;
    Ok(())
}

async fn read(mut from: OwnedReadHalf, to: Sender<Passing>, delay: Duration) -> io::Result<()> {
    let mut bytes = vec![0; 1 << 16];
    loop {
        let what = match from.read(&mut bytes).await {
            Ok(0) => What::End,
            Ok(count) => What::Bytes(bytes[..count].to_vec()),
            Err(_) => What::Reset,
        };
        let is_last = !matches!(what, What::Bytes(_));
        let due = Instant::now() + delay;
        if to.send(Passing { due, what }).await.is_err() || is_last {
            return Ok(());
        }
    }
}

/// An error of this ends the other direction as well: the connection is reset.
async fn write(mut to: OwnedWriteHalf, mut passing: Receiver<Passing>) -> io::Result<()> {
    while let Some(Passing { due, what }) = passing.recv().await {
        sleep_until(due).await;
        match what {
            // A side that has gone away says so with what it sends, in its own time.
            What::Bytes(bytes) => drop(to.write_all(&bytes).await),
            What::End => return to.shutdown().await.or(Ok(())),
            What::Reset => {
                to.as_ref().set_zero_linger()?;
                // Dropping it here would send an end first.
                to.forget();
                return Err(io::ErrorKind::ConnectionReset.into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::time::Instant;

    use super::*;

    const DELAY: Duration = Duration::from_millis(20);

    fn through_relay() -> (TcpStream, TcpStream, Relay) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let relay = Relay::start(listener.local_addr().unwrap().port(), DELAY);
        let client = TcpStream::connect((Ipv4Addr::LOCALHOST, relay.port())).unwrap();
        let (server, _) = listener.accept().unwrap();
        (client, server, relay)
    }

    #[test]
    fn bytes_and_their_end_arrive_whole_and_not_before_their_time() {
        let (mut client, mut server, _relay) = through_relay();
        let begun = Instant::now();
        client.write_all(b"17").unwrap();
        client.shutdown(std::net::Shutdown::Write).unwrap();
        let mut there = Vec::new();
        server.read_to_end(&mut there).unwrap();
        assert!(begun.elapsed() >= DELAY);
        server.write_all(b"18").unwrap();
        drop(server);
        let mut back = Vec::new();
        client.read_to_end(&mut back).unwrap();
        assert!(begun.elapsed() >= 2 * DELAY);
        assert_eq!(
            (there.as_slice(), back.as_slice()),
            (&b"17"[..], &b"18"[..])
        );
    }

    #[test]
    fn a_reset_arrives_as_a_reset() {
        let (mut client, server, _relay) = through_relay();
        client.write_all(b"nobody reads this").unwrap();
        let mut first = [0];
        server.peek(&mut first).unwrap();
        // Closing with unread bytes is a reset (RFC 9293, 3.6.1).
        drop(server);
        let error = client.read(&mut first).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    }
}
