//! Many callers at once, callers that go away, and users side by side.
//!
//! `CONNECTPAY_CALLERS` and `CONNECTPAY_ROUNDS` set how many. The default is what CI
//! has time for.

mod gone;
mod refresh;
mod rotating;
mod server;
mod users;

fn told(variable: &str, in_ci: usize) -> usize {
    std::env::var(variable).map_or(in_ci, |told| told.parse().unwrap())
}
