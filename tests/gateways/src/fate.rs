//! What one call ended with.

use connectpay::Outcome;

/// What one call ended with.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    Succeeded,
    /// A success, of another call.
    AnsweredAnother,
    Failed(Failure),
}

#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// What the client says of the request's effect; Go's says nothing.
    pub(crate) claim: Option<Claim>,
    /// The answer's, where there was one.
    pub(crate) status: Option<u16>,
    pub(crate) message: String,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) outcome: Outcome,
    pub(crate) is_transient: bool,
}
