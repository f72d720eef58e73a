//! The verdict on a one-time password.

use crate::error::Error;

/// ConnectPay's verdict on a one-time password. See
/// [`Challenge::verify`](super::Challenge::verify).
#[derive(Debug)]
#[must_use = "a code that was refused leaves the step undone"]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever matches on it has to handle both, and there is no third"
)]
pub enum Verdict<T = ()> {
    /// The challenge was met. The value is what else the answer held, such as the
    /// tokens of a login.
    Finalised(T),
    /// ConnectPay refused. It documents neither the status nor the body of that answer,
    /// so a wrong code, an expired code and any other reason look alike until its
    /// reference says how they differ.
    Refused {
        /// The refusal. [`Error::service`] has its body, and
        /// [`Error::is_session_expired`] is true if it was a 401: have the user log in
        /// again before the next code, or the same may happen to it.
        error: Error,
        /// How many more codes the challenge takes.
        tries_left: u32,
    },
}
