//! One call's exchange with ConnectPay: its host, its attempts, its span.

mod attempts;
mod deadline;
mod next;
mod retry;
mod upstream;

use std::borrow::Cow;
use std::time::Duration;

use http::Uri;
use http::uri::{Parts, PathAndQuery};
use tracing::Instrument as _;

use self::attempts::Attempts;
use self::deadline::Deadline;
pub(crate) use self::retry::Budget;
pub use self::retry::RetryPolicy;
pub(crate) use self::upstream::{SizeLimits, TimeLimits, Upstream};
use crate::auth::Credentials;
use crate::environment::BaseUrl;
use crate::error::{Error, Result};
use crate::opaque::OpaqueArc;
use crate::request::Request;
use crate::request::id::{CallId, X_REQUEST_ID};
use crate::response::Success;
use crate::telemetry::CallSpan;

/// The way to ConnectPay with the credentials of one caller: all that a call needs to
/// begin.
#[derive(Clone)]
pub(crate) struct Route {
    pub(crate) upstream: OpaqueArc<Upstream>,
    pub(crate) credentials: Credentials,
}

/// The options that a call sets for itself.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_answer_bytes: Option<usize>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl Route {
    /// Sends the request to its path and query, and returns the answer if it is a
    /// success.
    pub(crate) async fn call(
        &self,
        request: &Request,
        target: String,
        options: Options,
    ) -> Result<Success> {
        let endpoint = request.endpoint();
        let upstream = &*self.upstream;
        let base_url = match endpoint.hosts() {
            None => Cow::Borrowed(&upstream.base_url),
            hosts => upstream
                .environment
                .base_url(hosts, &upstream.allowed_hosts)
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
                    deadline: Deadline::new(options.timeout.unwrap_or(upstream.time.call)),
                    options,
                };
                // Pinning it here saves one more move of a large future.
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
                    kept: upstream.size.refusal,
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
    // Built from parts, so that nothing in the target can be read as a host.
    let mut parts = Parts::default();
    parts.scheme = Some(base_url.scheme.clone());
    parts.authority = Some(base_url.authority.clone());
    parts.path_and_query = PathAndQuery::try_from(target).ok();
    Uri::from_parts(parts).map_err(|_| Error::build("the arguments are too long for a URL"))
}
