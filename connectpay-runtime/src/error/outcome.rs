//! How far a call got, and what is known about its effect. `failure.rs` and
//! `constructors.rs` say which of them an error has.

/// How far a call got. See [`Error::stage`](crate::Error::stage).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// A setting or an argument was refused. Nothing was sent.
    Build,
    /// There was no access token for the request, so the request was not sent.
    Authenticate,
    /// The request was complete and no answer came back, or its time was up before it
    /// began. [`Error::outcome`](crate::Error::outcome) says whether it was sent.
    Transport,
    /// ConnectPay answered with a status that is not a success.
    Service,
    /// ConnectPay answered with a success that could not be read.
    /// [`Error::service`](crate::Error::service) has it.
    Decode,
}

/// What is known about the request's effect. See
/// [`Error::outcome`](crate::Error::outcome).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The request certainly did not reach ConnectPay. It may be sent again.
    NotSent,
    /// ConnectPay answered that it did not carry out the request (a 4xx status). An
    /// earlier request may have been carried out, as a 409 for a duplicate reference
    /// suggests.
    Rejected,
    /// The request may or may not have been carried out. Ask for the state of the
    /// payment, or of whatever else the request was to change, and do not send it
    /// again.
    Unknown,
}
