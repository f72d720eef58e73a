//! What is sent.

/// What all requests of a scenario have in common.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Bytes of text in a payment.
    pub text: usize,
    /// Bytes of a header without a meaning.
    pub padding: usize,
}

/// The two kinds of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A lookup, which may arrive more than once.
    Get,
    /// A payment, which may not.
    Post,
}

impl Method {
    /// The method as it goes over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}
