//! How far a call got, and what is known of its effect.

/// How far a call got. See [`Error::stage`](crate::Error::stage).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// A setting or an argument was refused. Nothing was sent.
    Build,
    /// There was no access token to send with the request. The request was not sent.
    Authenticate,
    /// The request was complete and no answer came back, or its time was up
    /// before it was begun. Whether it was sent, [`Error::outcome`](crate::Error::outcome) tells.
    Transport,
    /// ConnectPay answered with a status that is not a success.
    Service,
    /// ConnectPay answered with a success that could not be read.
    /// [`Error::service`](crate::Error::service) has it.
    Decode,
}

/// What is known of the request's effect. See [`Error::outcome`](crate::Error::outcome).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The request certainly did not reach ConnectPay. It may be sent again.
    NotSent,
    /// ConnectPay answered that it does not do this (a 4xx status). An earlier
    /// request may have done it: a 409 because of a duplicate reference says so.
    Rejected,
    /// Perhaps it was done, perhaps not. Ask for the state of the payment (or
    /// whatever the request was to change); do not send it again.
    Unknown,
}
