//! One request and its answer over a connection of HTTP/1.1.

mod failure;

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONNECTION, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Uri, Version};
use hyper::client::conn::http1::SendRequest;
use tokio::time::{Instant, timeout_at};

use super::seen::Seen;
use super::sent::Sent;
use crate::error::{Error, Failure, Result};
use crate::transport::body::collect;
use crate::transport::{Limits, Request, RequestBody};

/// How long a reused connection has to take another request.
const READY: Duration = Duration::from_millis(20);
const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");

/// A connection that no other call uses.
pub(super) struct Http1 {
    pub(super) requests: SendRequest<RequestBody>,
    pub(super) seen: Arc<Seen>,
    /// Whether it has carried a request before.
    pub(super) is_used: bool,
    /// When a call last used it.
    pub(super) idle_since: Option<Instant>,
}

impl Http1 {
    pub(super) fn is_closed(&self) -> bool {
        self.requests.is_closed()
    }
}

/// A connection that may carry another request, and how long it stays open if the
/// server says so.
pub(super) type Kept = (Http1, Option<Duration>);

pub(super) async fn send(
    mut connection: Http1,
    host: HeaderValue,
    mut request: Request,
    limits: Limits,
) -> Result<(Sent, Option<Kept>)> {
    // If the previous answer came early, the connection may still be writing the rest
    // of that request. It is not waited for.
    let patience = if connection.is_used {
        limits.until.min(Instant::now() + READY)
    } else {
        limits.until
    };
    match timeout_at(patience, connection.requests.ready()).await {
        Ok(Ok(())) => {}
        Err(_) if connection.is_used => return Ok((Sent::Stale(request), None)),
        Ok(Err(error)) => return unsent(&connection, request, error),
        Err(_) => {
            let failure = Failure::no_connection_in_time(limits.limit);
            return Err(failure.into());
        }
    }
    let uri = std::mem::take(request.uri_mut());
    let target = uri.path_and_query().cloned();
    *request.uri_mut() = target.map_or_else(Uri::default, Uri::from);
    request.headers_mut().insert(HOST, host);
    let before = connection.seen.written();
    let answer = connection.requests.try_send_request(request);
    let answer = async {
        let response = match answer.await {
            Ok(response) => response,
            Err(mut error) => {
                let unsent = error.take_message();
                return Err((unsent, error.into_error()));
            }
        };
        let keep = keep_alive(response.version(), response.headers());
        Ok((collect(response, limits).await, keep))
    };
    match timeout_at(limits.until, answer).await {
        Err(_) => Err(Error::attempt_timed_out(limits.limit)),
        Ok(Ok((answer, keep))) => {
            let answer = answer?;
            let Keep::Until(limit) = keep else {
                return Ok((Sent::Answered(answer), None));
            };
            connection.is_used = true;
            Ok((Sent::Answered(answer), Some((connection, limit))))
        }
        Ok(Err((Some(mut request), error))) => {
            *request.uri_mut() = uri;
            unsent(&connection, request, error)
        }
        Ok(Err((None, error))) => Err(connection.failure(before, error).into()),
    }
}

/// The connection took nothing. An idle connection may have been closed at any time; a
/// new one should not be.
fn unsent(
    connection: &Http1,
    request: Request,
    error: hyper::Error,
) -> Result<(Sent, Option<Kept>)> {
    if connection.is_used {
        return Ok((Sent::Stale(request), None));
    }
    let refused = connection.seen.refusal();
    let failure = refused.unwrap_or_else(|| Failure::not_sent(error));
    Err(failure.into())
}

enum Keep {
    No,
    /// Keep it for another request, for as long as the server says.
    Until(Option<Duration>),
}

/// Whether the connection stays open after this answer, and for how long
/// (RFC 9112, 9.3; `Keep-Alive` as servers send it: RFC 2068, 19.7.1).
fn keep_alive(version: Version, headers: &HeaderMap) -> Keep {
    let has = |token: &str| {
        headers
            .get_all(CONNECTION)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|option| option.trim().eq_ignore_ascii_case(token))
    };
    if has("close") || (version < Version::HTTP_11 && !has("keep-alive")) {
        return Keep::No;
    }
    let seconds = headers
        .get(KEEP_ALIVE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| {
            value
                .split(',')
                .filter_map(|option| option.trim().split_once('='))
                .find(|(name, _)| name.eq_ignore_ascii_case("timeout"))
                .map(|(_, seconds)| seconds)
        })
        .and_then(|seconds| seconds.trim().parse().ok());
    let limit = seconds.map(|seconds: u32| {
        let limit = Duration::from_secs(seconds.into());
        // A request must arrive before the server stops waiting by its own clock.
        limit.saturating_sub((limit / 2).min(Duration::from_secs(1)))
    });
    Keep::Until(limit)
}
