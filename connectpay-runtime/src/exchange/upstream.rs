//! What all calls of one client share.

use std::time::Duration;

use http::HeaderValue;

use super::retry::{Budget, RetryPolicy};
use crate::environment::{AllowedHosts, BaseUrl, Environment};
#[cfg(feature = "opentelemetry")]
use crate::telemetry::Metrics;
use crate::transport::Transport;

/// The way to ConnectPay without any credentials: hosts, transport, limits.
pub(crate) struct Upstream {
    pub(crate) environment: Environment,
    /// The environment of endpoints without hosts of their own.
    pub(crate) base_url: BaseUrl,
    pub(crate) allowed_hosts: AllowedHosts,
    pub(crate) transport: Transport,
    pub(crate) user_agent: HeaderValue,
    pub(crate) time: TimeLimits,
    pub(crate) size: SizeLimits,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    #[cfg(feature = "opentelemetry")]
    pub(crate) metrics: Metrics,
}

/// Time limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimits {
    /// The whole call, including the wait for a token.
    pub(crate) call: Duration,
    /// One attempt, from the moment the transport takes it to the last byte of the answer.
    pub(crate) attempt: Duration,
}

/// How much of an answer is kept, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SizeLimits {
    pub(crate) answer: usize,
    pub(crate) refusal: usize,
}
