//! Which failures are tried again, how often, and when.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use tower::retry::budget::{Budget as _, TpsBudget};

use crate::endpoint::Endpoint;
use crate::error::{Error, Outcome, Stage};

/// How a client tries again what is safe to try again.
///
/// Two kinds of failure are:
///
/// * No connection could be made, so nothing was sent: any endpoint.
/// * The request may have been sent and no answer came, or the answer was 429,
///   502, 503 or 504: GET, HEAD and endpoints declared `idempotent`. **Nothing
///   else**, so any other payment is never sent again once it may have been carried
///   out.
///
/// A certificate that is not trusted, the server's or the client's, is a failure
/// that lasts, so it is not tried again. A client that has failed often tries again
/// less: one retry for every five calls, and a few in reserve.
///
/// A request that only happened to be on a connection that the server ended in
/// good order, before it took the request, goes over another connection at once.
/// That is no failure and counts as no attempt.
///
/// The access token is asked for anew for each attempt; the idempotency key and
/// the request id stay.
///
/// ```
/// use std::time::Duration;
///
/// use connectpay::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(5).max_retry_after(Duration::from_secs(20));
/// let never = RetryPolicy::never();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl Default for RetryPolicy {
    /// 3 attempts, with a pause of up to 0.1 seconds before the second and
    /// twice that before each further one, at most 2 seconds; `Retry-After` up
    /// to 10 seconds is waited for.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(2),
            max_retry_after: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// One attempt. A user's call that is answered 401 is not
    /// sent again either; the next access token is asked for all the same, so that
    /// the next call has it and [`Error::is_session_expired`] tells the truth.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at the most, the first time included; 0
    /// counts as 1, which is [`never`](Self::never). Where it is more, a user's call
    /// that is answered 401 is sent once more with another access token, which is
    /// not counted, since the 401 was not carried out (RFC 9110, 15.5.2).
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest pause before the second attempt. Each pause is drawn between
    /// zero and its longest ("full jitter"), which doubles every time.
    #[must_use]
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The longest pause before any attempt.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for. A longer one ends the call;
    /// [`Error::retry_after`] has it. The pause is longer than it by up to as much
    /// again, and at most by [`max_delay`](Self::max_delay), so that callers who
    /// were sent away together do not return together.
    #[must_use]
    pub const fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    pub(crate) fn begin(&self) -> Retries {
        // No call waits that long, and longer ones would overflow in arithmetic.
        let an_hour = Duration::from_secs(3600);
        Retries {
            policy: self.clone(),
            made: 1,
            longest: ExponentialBuilder::default()
                .with_min_delay(self.first_delay.min(an_hour))
                .with_max_delay(self.max_delay.min(an_hour))
                .without_max_times()
                .build(),
        }
    }
}

/// The attempts of one call.
pub(crate) struct Retries {
    policy: RetryPolicy,
    made: u32,
    longest: ExponentialBackoff,
}

impl Retries {
    /// Whether a request may be sent more than once, for whatever reason.
    pub(crate) fn are_allowed(&self) -> bool {
        self.policy.attempts > 1
    }

    /// How long to wait before the next attempt; `None` if there is none, also for
    /// want of time.
    pub(crate) fn next(
        &mut self,
        endpoint: &Endpoint,
        error: &Error,
        left: Duration,
        budget: &Budget,
    ) -> Option<Duration> {
        if self.made >= self.policy.attempts || !is_safe(endpoint, error) {
            return None;
        }
        let longest = self.longest.next()?;
        let delay = match error.retry_after() {
            Some(asked) if asked > self.policy.max_retry_after => return None,
            // Who was told the same must not come back at the same time.
            Some(asked) => {
                let spread = asked.max(longest).min(self.policy.max_delay);
                asked.saturating_add(spread.mul_f64(fastrand::f64()))
            }
            None => longest.mul_f64(fastrand::f64()),
        };
        // The budget comes last: what it gives for nothing, another call misses.
        if delay >= left || !budget.0.withdraw() {
            return None;
        }
        self.made += 1;
        Some(delay)
    }
}

/// Whether the request may be sent again after this failure.
fn is_safe(endpoint: &Endpoint, error: &Error) -> bool {
    if !error.is_transient() {
        return false;
    }
    match (error.stage(), error.outcome()) {
        (Stage::Transport, Outcome::NotSent) => true,
        (Stage::Transport | Stage::Service, _) => endpoint.is_idempotent(),
        _ => false,
    }
}

/// What all calls of one client may spend on retries.
pub(crate) struct Budget(TpsBudget);

impl Default for Budget {
    fn default() -> Self {
        // A fifth of the calls of the last 10 seconds, and 10 in a second.
        Self(TpsBudget::new(Duration::from_secs(10), 10, 0.2))
    }
}

impl Budget {
    /// A call has begun, which earns a part of a retry.
    pub(crate) fn deposit(&self) {
        self.0.deposit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Failure;

    #[test]
    fn calls_earn_retries() {
        let granted = |calls: usize| {
            let budget = Budget::default();
            (0..calls).for_each(|_| budget.deposit());
            (0..10_000).take_while(|_| budget.0.withdraw()).count()
        };
        // 10 in a second, in the 10 seconds that are counted.
        assert_eq!(granted(0), 100);
        assert_eq!(granted(1_000), 300);
    }

    #[test]
    fn the_pause_is_drawn_below_a_doubling_limit() {
        let policy = RetryPolicy::default().attempts(100);
        let budget = Budget::default();
        let endpoint = Endpoint::new(
            "e",
            crate::endpoint::Verb::Get,
            "/",
            crate::endpoint::AuthScheme::User,
        );
        let error = || Error::from(Failure::not_sent("refused"));
        for _ in 0..50 {
            let mut retries = policy.begin();
            for limit in [100, 200, 400, 800, 1600, 2000, 2000] {
                if let Some(delay) = retries.next(&endpoint, &error(), Duration::MAX, &budget) {
                    assert!(delay <= Duration::from_millis(limit), "{delay:?} > {limit}");
                }
            }
        }
    }
}
