//! One request and its answer: host, credentials, limits, transport, span.

mod attempts;
mod deadline;

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::uri::{Parts, PathAndQuery};
use http::{HeaderValue, Uri};
use tracing::Instrument as _;

use self::attempts::Attempts;
use self::deadline::Deadline;
use crate::auth::Credentials;
use crate::environment::{AllowedHosts, BaseUrl, Environment};
use crate::error::{Error, Result};
use crate::request::Request;
use crate::request_id::{CallId, X_REQUEST_ID};
use crate::response::Success;
use crate::retry::{Budget, RetryPolicy};
use crate::telemetry::CallSpan;
#[cfg(feature = "opentelemetry")]
use crate::telemetry::Metrics;
use crate::transport::Transport;

/// What all calls of one client share.
pub(crate) struct Exchange {
    pub(crate) environment: Environment,
    /// Where endpoints without hosts of their own are.
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

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimits {
    /// The whole call, with the wait for a token.
    pub(crate) call: Duration,
    /// One attempt, from the transport's taking it to the answer's last byte.
    pub(crate) attempt: Duration,
}

/// How much of an answer is kept, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SizeLimits {
    pub(crate) answer: usize,
    pub(crate) refusal: usize,
}

/// An exchange with the credentials of one caller: what a call needs to begin.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) exchange: Arc<Exchange>,
    pub(crate) credentials: Credentials,
}

/// What a call changes for itself.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_answer_bytes: Option<usize>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Route {
    /// Sends the request to its path and query and gives the answer, if it is a
    /// success.
    pub(crate) async fn call(
        &self,
        request: &Request,
        target: String,
        options: Options,
    ) -> Result<Success> {
        let endpoint = request.endpoint();
        let exchange = &*self.exchange;
        let base_url = match endpoint.hosts() {
            None => Cow::Borrowed(&exchange.base_url),
            hosts => exchange
                .environment
                .base_url(hosts, &exchange.allowed_hosts)
                .map(Cow::Owned)
                .map_err(|error| error.at(endpoint))?,
        };
        let id = CallId::new(request.header_value(&X_REQUEST_ID));
        let mut span = CallSpan::begin(endpoint, &id);
        let result = match uri(target, &base_url) {
            Ok(uri) => {
                let attempts = Attempts {
                    route: self,
                    request,
                    uri,
                    id: &id,
                    deadline: Deadline::new(options.timeout.unwrap_or(exchange.time.call)),
                    options,
                };
                // Pinned first, or else a large future is moved once more.
                let attempts = std::pin::pin!(attempts.run());
                attempts.instrument(span.span()).await
            }
            Err(error) => Err(error),
        };
        match result {
            Ok(response) => {
                span.succeed();
                Ok(Success {
                    response,
                    id,
                    kept: exchange.size.refusal,
                    span,
                })
            }
            Err(error) => {
                let error = error.at(endpoint).with_request_id(id.text());
                span.fail(&error);
                Err(error)
            }
        }
    }
}

fn uri(target: String, base_url: &BaseUrl) -> Result<Uri> {
    let target = if base_url.prefix.is_empty() {
        target
    } else {
        format!("{}{target}", base_url.prefix)
    };
    // From parts, so that nothing in the target can be read as a host.
    let mut parts = Parts::default();
    parts.scheme = Some(base_url.scheme.clone());
    parts.authority = Some(base_url.authority.clone());
    parts.path_and_query = PathAndQuery::try_from(target).ok();
    Uri::from_parts(parts).map_err(|_| Error::build("the arguments are too long for a URL"))
}
