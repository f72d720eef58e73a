//! How one call ended.

use connectpay::Outcome;

/// How one call ended.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    Succeeded,
    /// A success that belongs to another call.
    AnsweredAnother,
    Failed(Failure),
}

#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// What the client says about the request's effect. Go's client says nothing.
    pub(crate) claim: Option<Claim>,
    /// The answer's status, if there was an answer.
    pub(crate) status: Option<u16>,
    pub(crate) message: String,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) outcome: Outcome,
    pub(crate) is_transient: bool,
}
