//! From an origin to a connection that takes requests.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::dial::Dial;
use super::http1::Http1;
use super::http2::{Http2, OnChange, drive};
use super::seen::Seen;
use super::tls::config;
use super::watched::{Io, Watched};
use crate::error::{Failure, Result};
use crate::transport::certificates::no_handshake;
use crate::transport::settings::ConnectionSettings;

/// How connections are opened.
pub(super) struct Connector {
    dial: Dial,
    tls: TlsConnector,
    limit: Duration,
}

/// What a server speaks.
pub(super) enum Connection {
    Http1(Http1),
    Http2(Arc<Http2>),
}

const H2: &[u8] = b"h2";
const HTTP_1_1: &[u8] = b"http/1.1";
/// The windows of hyper's client.
const STREAM_WINDOW: u32 = 2 * 1024 * 1024;
const CONNECTION_WINDOW: u32 = 5 * 1024 * 1024;
const HEADER_LIST: u32 = 16 * 1024;

impl Connector {
    pub(super) fn new(settings: &ConnectionSettings) -> Result<Self> {
        let mut tls = config(settings)?;
        // A proxy is spoken to in HTTP/1.1, and agrees on nothing.
        let dial = Dial::new(settings, tls.clone());
        let protocols: &[&[u8]] = if settings.http1_only {
            &[HTTP_1_1]
        } else {
            &[H2, HTTP_1_1]
        };
        tls.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        Ok(Self {
            dial,
            tls: TlsConnector::from(Arc::new(tls)),
            limit: settings.connect_timeout,
        })
    }

    /// How long an attempt may take.
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
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
            .map_err(|error| Failure::not_sent(error).lasting())?;
        let stream = self.tls.connect(name, stream).await.map_err(no_handshake)?;
        let (_, session) = stream.get_ref();
        if session.alpn_protocol() == Some(H2) {
            http2(Box::new(stream), self.limit, on_change).await
        } else {
            http1(Box::new(stream)).await
        }
    }
}

async fn http1(stream: Box<dyn Io>) -> std::result::Result<Connection, Failure> {
    let seen = Arc::new(Seen::default());
    let stream = TokioIo::new(Watched::http1(stream, Arc::clone(&seen)));
    let (requests, connection) = hyper::client::conn::http1::handshake(stream)
        .await
        .map_err(Failure::not_sent)?;
    // Its failure reaches the call that is on it.
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
