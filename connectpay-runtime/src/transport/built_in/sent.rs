//! The result of sending one request over one connection.

use bytes::Bytes;

use crate::transport::Request;

pub(super) enum Sent {
    Answered(http::Response<Bytes>),
    /// The connection had ended before it took anything of the request.
    Stale(Request),
}
