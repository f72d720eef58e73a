//! A relay to a Redis server that delays commands and loses answers.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};

use crate::redis_server::RedisServer;

/// Passes everything on, except for chosen commands.
#[derive(Clone)]
pub(crate) struct RedisRelay {
    fault: Arc<Mutex<Option<Fault>>>,
    url: String,
}

#[derive(Clone)]
struct Fault {
    /// Applies to a command with these bytes.
    bytes: Vec<u8>,
    /// Applies to this many of them.
    times: usize,
    /// The server gets the command this much later, whether or not the client still
    /// waits.
    late: Duration,
}

impl RedisRelay {
    pub(crate) fn to(server: &RedisServer) -> Self {
        let socket = server.socket().with_file_name("relay");
        let relay = Self {
            fault: Arc::default(),
            url: format!("redis+unix://{}", socket.display()),
        };
        let listener = UnixListener::bind(socket).unwrap();
        tokio::spawn(relay.clone().serve(listener, server.socket()));
        relay
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Delays the next `times` commands with these bytes. Their answers reach nobody,
    /// and each breaks its connection.
    pub(crate) fn lose_answers_to(&self, bytes: &[u8], times: usize, late: Duration) {
        let bytes = bytes.to_vec();
        *self.fault.lock().unwrap() = Some(Fault { bytes, times, late });
    }

    /// Whether that many such commands came.
    pub(crate) fn has_lost_all(&self) -> bool {
        self.fault.lock().unwrap().is_none()
    }

    async fn serve(self, listener: UnixListener, server: PathBuf) {
        while let Ok((client, _)) = listener.accept().await {
            let server = UnixStream::connect(&server).await.unwrap();
            tokio::spawn(self.clone().pass(client, server));
        }
    }

    async fn pass(self, mut client: UnixStream, mut server: UnixStream) -> std::io::Result<()> {
        let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
        loop {
            tokio::select! {
                length = client.read(&mut asked) => {
                    let asked = &asked[..length?];
                    if asked.is_empty() {
                        return Ok(());
                    }
                    if let Some(fault) = self.fault_of(asked) {
                        tokio::time::sleep(fault.late).await;
                        server.write_all(asked).await?;
                        // The server has carried out the command when it answers.
                        return server.readable().await;
                    }
                    server.write_all(asked).await?;
                }
                length = server.read(&mut answered) => {
                    let answered = &answered[..length?];
                    if answered.is_empty() {
                        return Ok(());
                    }
                    client.write_all(answered).await?;
                }
            }
        }
    }

    fn fault_of(&self, asked: &[u8]) -> Option<Fault> {
        let mut slot = self.fault.lock().unwrap();
        let fault = slot.as_mut()?;
        let mut windows = asked.windows(fault.bytes.len());
        windows.find(|window| *window == fault.bytes)?;
        fault.times -= 1;
        let found = fault.clone();
        slot.take_if(|fault| fault.times == 0);
        Some(found)
    }
}
