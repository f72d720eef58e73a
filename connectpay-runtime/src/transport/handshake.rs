//! One handshake for many calls: a server that speaks HTTP/2 takes them all over
//! one connection, which a burst of calls can know only once the first
//! handshake has ended.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use http::uri::Authority;
use hyper_util::client::legacy::connect::Connection;
use tokio::sync::watch;
use tokio::time::sleep;

use crate::error::BoxError;

tokio::task_local! {
    /// The server that the call is for. The pool goes on connecting in a task of
    /// its own, where this is not set, once another connection serves the call.
    static SERVER: Authority;
}

/// How long a call whose handshake was left to another waits for that
/// connection to reach it. It takes microseconds, unless the pool shares none.
const DELIVERY: Duration = Duration::from_millis(100);

/// Which servers are being connected to, and which are known to need a
/// connection per call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handshakes(Arc<Mutex<HashMap<Authority, Known>>>);

#[derive(Debug)]
enum Known {
    Connecting(watch::Receiver<Option<Protocol>>),
    Http1,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Http1,
    Http2,
}

enum Turn {
    /// Nobody is connecting: this one does, and the others wait for it.
    First(First),
    After(watch::Receiver<Option<Protocol>>),
    /// The server speaks HTTP/1, where waiting gains nothing.
    AtOnce,
}

/// Runs a call, whose connection is then made by [`Handshakes::connect`].
pub(crate) async fn for_server<F: Future>(server: Authority, call: F) -> F::Output {
    SERVER.scope(server, call).await
}

impl Handshakes {
    /// Connects, unless another connection turns out to serve the call.
    pub(crate) async fn connect<C: Connection>(
        self,
        connecting: impl Future<Output = Result<C, BoxError>>,
    ) -> Result<C, BoxError> {
        let turn = SERVER.try_with(|server| self.turn(server));
        match turn.unwrap_or(Turn::AtOnce) {
            Turn::First(first) => {
                let connected = connecting.await?;
                first.ended(if connected.connected().is_negotiated_h2() {
                    Protocol::Http2
                } else {
                    Protocol::Http1
                });
                Ok(connected)
            }
            Turn::After(mut first) => {
                let ended = first.wait_for(Option::is_some).await;
                let protocol = ended.ok().and_then(|protocol| *protocol);
                if protocol == Some(Protocol::Http2) {
                    is_still_needed().await?;
                }
                connecting.await
            }
            Turn::AtOnce => connecting.await,
        }
    }

    fn turn(&self, server: &Authority) -> Turn {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(server) {
            Some(Known::Http1) => Turn::AtOnce,
            Some(Known::Connecting(first)) => Turn::After(first.clone()),
            None => {
                let (sender, receiver) = watch::channel(None);
                known.insert(server.clone(), Known::Connecting(receiver));
                Turn::First(First {
                    handshakes: self.clone(),
                    server: server.clone(),
                    sender,
                    protocol: None,
                })
            }
        }
    }
}

/// The handshake that others wait for. When it is dropped they wait no longer,
/// however it ended.
struct First {
    handshakes: Handshakes,
    server: Authority,
    sender: watch::Sender<Option<Protocol>>,
    protocol: Option<Protocol>,
}

impl First {
    fn ended(mut self, protocol: Protocol) {
        self.protocol = Some(protocol);
    }
}

impl Drop for First {
    fn drop(&mut self) {
        let mut known = self
            .handshakes
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if self.protocol == Some(Protocol::Http1) {
            known.insert(self.server.clone(), Known::Http1);
        } else {
            known.remove(&self.server);
        }
        self.sender.send_replace(self.protocol);
    }
}

/// Waits until the call is served by the connection of another. Fails as soon as
/// it is, and ends well if that takes too long.
async fn is_still_needed() -> Result<(), BoxError> {
    let mut delivery = std::pin::pin!(sleep(DELIVERY));
    poll_fn(|cx| {
        if SERVER.try_with(|_| ()).is_err() {
            return Poll::Ready(Err("another connection serves the call".into()));
        }
        delivery.as_mut().poll(cx).map(Ok)
    })
    .await
}
