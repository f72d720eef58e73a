//! The part of an answer's body that is kept.

use std::future::Future;
use std::pin::Pin;

use bytes::{Buf, BufMut as _, Bytes};
use http::{HeaderMap, StatusCode};
use http_body::Body;
use http_body_util::BodyExt as _;
use tokio::time::timeout_at;

use super::Limits;
use crate::error::{BoxError, Error, Failure, Result, ServiceAnswer};

/// A body as it comes in.
pub(super) trait Chunks {
    type Data: Buf + Send;

    /// The next part, if there is one.
    fn chunk(
        &mut self,
    ) -> impl Future<Output = Option<std::result::Result<Self::Data, BoxError>>> + Send;
}

impl<B> Chunks for Pin<&mut B>
where
    B: Body + Send,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    type Data = B::Data;

    async fn chunk(&mut self) -> Option<std::result::Result<B::Data, BoxError>> {
        loop {
            match self.frame().await? {
                Ok(frame) => {
                    // Trailers are not used.
                    if let Ok(data) = frame.into_data() {
                        return Some(Ok(data));
                    }
                }
                Err(error) => return Some(Err(error.into())),
            }
        }
    }
}

/// The answer with its body.
pub(super) async fn collect<B>(
    response: http::Response<B>,
    limits: Limits,
) -> Result<http::Response<Bytes>>
where
    B: Body + Send,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    let (parts, body) = response.into_parts();
    let mut body = std::pin::pin!(body);
    let body = read(&mut body, parts.status, &parts.headers, limits).await?;
    Ok(http::Response::from_parts(parts, body))
}

/// The part of the body that is kept of an answer with this status.
pub(super) async fn read(
    body: &mut impl Chunks,
    status: StatusCode,
    headers: &HeaderMap,
    limits: Limits,
) -> Result<Bytes> {
    if !status.is_success() {
        return Ok(some(body, limits).await);
    }
    whole(body, limits).await?.map_err(|beginning| {
        let mut answer = http::Response::new(beginning);
        *answer.status_mut() = status;
        answer.headers_mut().clone_from(headers);
        Error::too_large(limits.answer, ServiceAnswer::new(answer))
    })
}

/// The whole body of a success, or the beginning of one that is too large. A body that
/// is cut short is not a success. A body that came in one piece is not copied.
async fn whole(
    body: &mut impl Chunks,
    limits: Limits,
) -> Result<std::result::Result<Bytes, Bytes>> {
    let mut first = Bytes::new();
    let mut all = Vec::new();
    while let Some(chunk) = body.chunk().await {
        let mut chunk = chunk.map_err(Failure::perhaps_sent)?;
        let length = chunk.remaining();
        if length > limits.answer - first.len().max(all.len()) {
            let mut beginning = if all.is_empty() { first.into() } else { all };
            beginning.truncate(limits.refusal);
            let room = limits.refusal - beginning.len();
            beginning.put(chunk.take(room));
            beginning.shrink_to_fit();
            return Ok(Err(beginning.into()));
        }
        if first.is_empty() && all.is_empty() {
            first = chunk.copy_to_bytes(length);
        } else {
            if all.is_empty() {
                all.extend_from_slice(&first);
            }
            all.put(chunk);
        }
    }
    Ok(Ok(if all.is_empty() { first } else { all.into() }))
}

/// As much of a refusal's body as arrives within the limits. The status is already
/// known, and a body that fails or is slow must not hide it.
async fn some(body: &mut impl Chunks, limits: Limits) -> Bytes {
    let mut kept = Vec::new();
    while let Ok(Some(Ok(mut chunk))) = timeout_at(limits.until, body.chunk()).await {
        let room = limits.refusal - kept.len();
        let taken = chunk.remaining().min(room);
        kept.extend_from_slice(&chunk.copy_to_bytes(taken));
        if chunk.has_remaining() {
            break;
        }
    }
    kept.into()
}
