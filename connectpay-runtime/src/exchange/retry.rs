//! Which failed requests are tried again, how often, and when.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use tower::retry::budget::{Budget as _, TpsBudget};

use crate::endpoint::Endpoint;
use crate::error::{Error, Outcome, Stage};

/// Decides how often, and after which pauses, a client retries what is safe to retry.
///
/// Two kinds of failure are safe to retry:
///
/// * No connection could be made, so nothing was sent. This applies to any endpoint.
/// * The request may have been sent and no answer came, or the answer was 429, 502, 503
///   or 504. This applies to GET, HEAD and endpoints declared `idempotent`, and to
///   **nothing else**: no other payment is sent again once it may have been carried
///   out.
///
/// An untrusted certificate, the server's or the client's, is a lasting failure, so it
/// is not retried. A client whose calls often fail retries less: it has one retry for
/// every five calls, and a few in reserve.
///
/// If the server ends a connection in good order before it accepts a request, that
/// request goes over another connection at once. This is not a failure and does not
/// count as an attempt.
///
/// Each attempt asks for the access token again. The idempotency key and the request id
/// stay the same.
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
    /// Makes up to 3 attempts. The pause before the second is up to 0.1 seconds, and
    /// the longest pause doubles for each further attempt, up to 2 seconds. The call
    /// waits for a `Retry-After` of up to 10 seconds.
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
    /// Makes one attempt. Not even a user's call that is answered 401 is sent again.
    /// The session still asks for the next access token, so that the next call has it
    /// and [`Error::is_session_expired`] tells the truth.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Limits how often a request is sent, including the first time. 0 counts as 1,
    /// which is [`never`](Self::never). With a higher number, a user's call that is
    /// answered 401 is sent once more with another access token. That attempt does not
    /// count, since a request that was answered 401 was not carried out
    /// (RFC 9110, 15.5.2).
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the longest pause before the second attempt. Each pause is a random time
    /// between zero and the longest ("full jitter"), which doubles every time.
    #[must_use]
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// Sets the longest pause before any attempt.
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest `Retry-After` that a call waits for. A longer one ends the
    /// call, and [`Error::retry_after`] returns it. The pause exceeds `Retry-After` by
    /// a random time of up to as much again, but by no more than
    /// [`max_delay`](Self::max_delay), so that callers who were sent away together do
    /// not return together.
    #[must_use]
    pub const fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    pub(crate) fn begin(&self) -> Retries {
        // No call waits that long, and a longer time could overflow.
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

    /// How long to wait before the next attempt. It is `None` if there is no further
    /// attempt, which may be for lack of time.
    pub(crate) fn pause(
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
            // Callers that were told the same must not come back at the same time.
            Some(asked) => {
                let spread = asked.max(longest).min(self.policy.max_delay);
                asked.saturating_add(spread.mul_f64(fastrand::f64()))
            }
            None => longest.mul_f64(fastrand::f64()),
        };
        // The budget comes last, since what it spends in vain is missing for another
        // call.
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
        // A fifth of the calls of the last 10 seconds, plus 10 in each second.
        Self(TpsBudget::new(Duration::from_secs(10), 10, 0.2))
    }
}

impl Budget {
    /// Notes that a call has begun, which earns a part of a retry.
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
        // 10 in each of the 10 seconds that count.
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
            &"/",
            crate::endpoint::AuthScheme::User,
        );
        let error = || Error::from(Failure::not_sent("refused"));
        for _ in 0..50 {
            let mut retries = policy.begin();
            for limit in [100, 200, 400, 800, 1600, 2000, 2000] {
                if let Some(delay) = retries.pause(&endpoint, &error(), Duration::MAX, &budget) {
                    assert!(delay <= Duration::from_millis(limit), "{delay:?} > {limit}");
                }
            }
        }
    }
}
