//! What the method of a request, and how often it is sent, say of its answer.

use super::Decode;

/// The answer of a HEAD, which has no content (RFC 9110, 9.3.2).
#[diagnostic::on_unimplemented(
    message = "a HEAD has no content, so it cannot answer with a `{Self}`",
    label = "expected `()`",
    note = "`.with_response()` on the call gives the status and the headers"
)]
pub trait NoContent: Sized {
    /// The only value.
    const NOTHING: Self;
}

impl NoContent for () {
    const NOTHING: Self = ();
}

/// Reads the answer of a HEAD.
#[must_use]
pub fn decode_head<T: NoContent>() -> Decode<T> {
    |_| Ok(T::NOTHING)
}

/// Never implemented: only asked of an answer that takes part in strong customer
/// authentication, where the request is neither `once` nor a GET.
#[diagnostic::on_unimplemented(
    message = "an endpoint that answers with `{Self}` has to be declared `once`",
    label = "its request could be sent twice",
    note = "without `once` it is sent again after a 401, and with `idempotent` after a failure too: a step would begin twice, or a code would be tried twice; expected `once`, in place of `idempotent` if that is there"
)]
pub trait MayBeSentTwice<'a> {}

/// Never implemented: only asked of an answer that takes part in strong customer
/// authentication, where the endpoint has no content and names no method.
#[diagnostic::on_unimplemented(
    message = "an endpoint that answers with `{Self}` and has no body has to name its `method`",
    label = "it may begin a step or try a code",
    note = "a GET would be sent again after a failure: a step would begin twice, or a code would be tried twice; expected `method = POST, once`, or `method = GET` if the endpoint only reads"
)]
pub trait MayBeTakenForRead<'a> {}
