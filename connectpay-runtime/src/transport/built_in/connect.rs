//! From an origin to a connection that takes requests.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::rt::TokioIo;
use tokio::time::timeout;

use super::dial::Dial;
use super::http1::Http1;
use super::http2::{Http2, OnChange, drive};
use super::io::Io;
use super::protocol::Protocol;
use super::seen::Seen;
use super::tls::Tls;
use super::watched::Watched;
use crate::error::{Failure, Result};
use crate::transport::settings::ConnectionSettings;

/// Opens connections.
pub(super) struct Connector {
    dial: Dial,
    tls: Tls,
    limit: Duration,
}

/// A connection that takes requests.
pub(super) enum Connection {
    Http1(Http1),
    Http2(Arc<Http2>),
}

/// The windows of hyper's client.
const STREAM_WINDOW: u32 = 2 * 1024 * 1024;
const CONNECTION_WINDOW: u32 = 5 * 1024 * 1024;
const HEADER_LIST: u32 = 16 * 1024;

impl Connector {
    pub(super) fn new(settings: &ConnectionSettings) -> Result<Self> {
        let tls = Tls::new(settings)?;
        Ok(Self {
            dial: Dial::new(settings, tls.clone()),
            tls,
            limit: settings.connect_timeout,
        })
    }

    /// How long an attempt to connect may take.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    pub(super) async fn connect(
        &self,
        server: &Uri,
        on_change: OnChange,
    ) -> std::result::Result<Connection, Failure> {
        timeout(self.limit, self.opened(server, on_change))
            .await
            .unwrap_or_else(|_| Err(Failure::no_connection_in_time(self.limit)))
    }

    async fn opened(
        &self,
        server: &Uri,
        on_change: OnChange,
    ) -> std::result::Result<Connection, Failure> {
        let stream = self.dial.dial(server).await?;
        if server.scheme() != Some(&Scheme::HTTPS) {
            return http1(stream).await;
        }
        let host = server.host().unwrap_or_default();
        match self.tls.to_server(host, stream).await? {
            (Protocol::Http1, stream) => http1(stream).await,
            (Protocol::Http2, stream) => http2(stream, self.limit, on_change).await,
        }
    }
}

async fn http1(stream: Box<dyn Io>) -> std::result::Result<Connection, Failure> {
    let seen = Arc::new(Seen::default());
    let stream = TokioIo::new(Watched::http1(stream, Arc::clone(&seen)));
    let (requests, connection) = hyper::client::conn::http1::handshake(stream)
        .await
        .map_err(Failure::not_sent)?;
    // If the connection fails, the call that uses it gets the failure.
    tokio::spawn(async { connection.await.ok() });
    Ok(Connection::Http1(Http1 {
        requests,
        seen,
        is_used: false,
        idle_since: None,
    }))
}

async fn http2(
    stream: Box<dyn Io>,
    settings_limit: Duration,
    on_change: OnChange,
) -> std::result::Result<Connection, Failure> {
    let seen = Arc::new(Seen::default());
    let stream = Watched::http2(stream, Arc::clone(&seen));
    let (requests, connection) = h2::client::Builder::new()
        .enable_push(false)
        .initial_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(HEADER_LIST)
        .handshake(stream)
        .await
        .map_err(Failure::not_sent)?;
    let shared = Http2::new(requests, Arc::clone(&seen), Arc::clone(&on_change));
    tokio::spawn(drive(
        connection,
        Arc::downgrade(&shared),
        seen,
        settings_limit,
        on_change,
    ));
    Ok(Connection::Http2(shared))
}
