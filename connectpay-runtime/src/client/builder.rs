//! What is set once for a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Buf;
use http::HeaderValue;
use http_body::Body;
use tower_service::Service;

use super::connection::Connection;
use super::layers::Layers;
use super::session::PsuIpPolicy;
use super::{Client, SessionSettings};
use crate::auth::{ApiKeyFormat, PartnerCredentials};
use crate::environment::{AllowedHosts, Environment};
use crate::error::{BoxError, Error, Result};
use crate::exchange::{Budget, RetryPolicy, SizeLimits, TimeLimits, Upstream};
#[cfg(feature = "opentelemetry")]
use crate::telemetry::Metrics;
use crate::token::Tasks;
use crate::transport::{RequestBody, Transport};

/// Settings of a [`Client`]; made by [`Client::builder`].
#[must_use = "a builder makes a client when `build` is called"]
pub struct ClientBuilder {
    environment: Environment,
    credentials: PartnerCredentials,
    allowed_hosts: Vec<String>,
    api_key_format: ApiKeyFormat,
    api_key_on_user_endpoints: bool,
    allow_private_psu_ip: bool,
    user_agent: String,
    token_timeout: Duration,
    time: TimeLimits,
    size: SizeLimits,
    retry: RetryPolicy,
    pub(super) connection: Connection,
    pub(super) layers: Layers,
    #[cfg(feature = "opentelemetry")]
    metrics: Option<Metrics>,
}

impl ClientBuilder {
    pub(super) fn new(environment: Environment, credentials: PartnerCredentials) -> Self {
        Self {
            environment,
            credentials,
            allowed_hosts: Vec::new(),
            api_key_format: ApiKeyFormat::Bare,
            api_key_on_user_endpoints: false,
            allow_private_psu_ip: false,
            user_agent: concat!("connectpay-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
            token_timeout: Duration::from_secs(10),
            time: TimeLimits {
                call: Duration::from_secs(30),
                attempt: Duration::from_secs(15),
            },
            size: SizeLimits {
                answer: 16 * 1024 * 1024,
                refusal: 64 * 1024,
            },
            retry: RetryPolicy::default(),
            connection: Connection::default(),
            layers: Layers::default(),
            #[cfg(feature = "opentelemetry")]
            metrics: None,
        }
    }

    /// Lets credentials go to this host too, where a trait names it with
    /// `#[api(host(…))]`: `api.example.com`, or `api.example.com:8443` for another
    /// port than 443. Each call adds one.
    ///
    /// Hosts under `connectpay.com` need no leave. A call to any other host that a
    /// trait names is an error with nothing sent, since the trait may be another
    /// crate's. A [custom environment](Environment::custom) takes the place of all
    /// hosts that traits name.
    ///
    /// ```
    /// use connectpay::{Client, Environment, PartnerCredentials, Result};
    ///
    /// #[connectpay::api(
    ///     auth = partner,
    ///     host(stage = "https://stage.example.com", production = "https://api.example.com")
    /// )]
    /// pub trait Elsewhere {
    ///     #[connectpay::endpoint(path = "/example/partner/ping")]
    ///     async fn ping(&self) -> Result<()>;
    /// }
    ///
    /// let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    /// let client = Client::builder(Environment::Stage, credentials)
    ///     .allow_host("stage.example.com")
    ///     .build()?;
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn allow_host(mut self, host: impl Into<String>) -> Self {
        self.allowed_hosts.push(host.into());
        self
    }

    /// How `x-connectpay-api-key` is written; bare unless set.
    pub fn api_key_format(mut self, format: ApiKeyFormat) -> Self {
        self.api_key_format = format;
        self
    }

    /// Whether endpoints declared `auth = user` get the partner's API key as
    /// well; they do not unless set.
    ///
    /// Two pages of ConnectPay's say that the user's token is used together with
    /// the platform's credentials, the page on authentication does not.
    pub fn api_key_on_user_endpoints(mut self, enabled: bool) -> Self {
        self.api_key_on_user_endpoints = enabled;
        self
    }

    /// Whether a user's IP address may be a private or special-purpose one in
    /// production and behind a gateway of one's own ([`Environment::custom`]); it
    /// may not unless set. On stage and on loopback it always may.
    pub fn allow_private_psu_ip(mut self, enabled: bool) -> Self {
        self.allow_private_psu_ip = enabled;
        self
    }

    /// The value of `User-Agent`; the library's name and version unless set.
    pub fn user_agent(mut self, value: impl Into<String>) -> Self {
        self.user_agent = value.into();
        self
    }

    /// How long a whole call may take, with the wait for an access token; 30
    /// seconds unless set. [`Call::timeout`](crate::Call::timeout) sets it for one call.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.time.call = limit;
        self
    }

    /// How long one attempt may take, from its beginning to the answer's last
    /// byte; 15 seconds unless set.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.time.attempt = limit;
        self
    }

    /// How calls are tried again; [`RetryPolicy::default`] unless set.
    /// [`Call::retry`](crate::Call::retry) sets it for one call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long a [`TokenSource`](crate::tokens::TokenSource) may take; 10 seconds unless set.
    pub fn token_timeout(mut self, limit: Duration) -> Self {
        self.token_timeout = limit;
        self
    }

    /// How large the body of a success may be, in bytes; 16 MiB unless set. A
    /// larger one is an error.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.size.answer = bytes;
        self
    }

    /// How much of the body of any other answer is kept, in bytes; 64 KiB unless set.
    pub fn max_refusal_bytes(mut self, bytes: usize) -> Self {
        self.size.refusal = bytes;
        self
    }

    /// Sends requests through any `tower::Service` instead of the default
    /// transport: an `axum::Router` in a test, a stack of tower layers.
    ///
    /// A transport of your own keeps the promises that the default one keeps: it
    /// follows no redirect, repeats no request, verifies certificates and decodes
    /// no content encoding. To say that nothing was sent, it fails with an error
    /// that is, or is caused by, [`NotSent`](crate::transport::NotSent); any other failure
    /// counts as [`Outcome::Unknown`](crate::Outcome::Unknown).
    ///
    /// ```
    /// use axum::Router;
    /// use axum::routing::post;
    /// use connectpay::{Client, Environment, PartnerCredentials};
    ///
    /// let router = Router::new().route(
    ///     "/baas-sca/user-management/partner/users",
    ///     post(async || r#"{"userId":"u-1"}"#),
    /// );
    /// let client = Client::builder(
    ///     Environment::custom("http://localhost")?,
    ///     PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    /// )
    /// .transport(router)
    /// .build()?;
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    ///
    /// If a transport is chosen more than once, the last choice wins. Settings of
    /// connections, such as certificates, a proxy or DNS, belong to the transports
    /// of this crate: [`build`](Self::build) refuses them beside one of your own.
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<http::Request<RequestBody>, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        self.connection.carry_by(Transport::new(service));
        self
    }

    /// Records the metric `http.client.request.duration` by this provider; by
    /// OpenTelemetry's global one, as it is when [`build`](Self::build) is called, unless
    /// set.
    ///
    /// It is measured for each attempt in seconds, to the answer's last byte, with the
    /// attributes that OpenTelemetry's conventions for HTTP clients name:
    /// `http.request.method`, `server.address`, `server.port`, `url.template`,
    /// `http.response.status_code`, `network.protocol.version` and `error.type`,
    /// whose values [the guide](crate::guide::observe) lists.
    ///
    /// ```
    /// use connectpay::{Client, Environment, PartnerCredentials};
    ///
    /// # use opentelemetry::metrics::MeterProvider;
    /// # fn example(provider: &dyn MeterProvider) -> connectpay::Result<()> {
    /// // `provider` is, for example, an `SdkMeterProvider` of `opentelemetry_sdk`.
    /// let client = Client::builder(Environment::Stage, PartnerCredentials::from_env()?)
    ///     .meter_provider(provider)
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "opentelemetry")]
    #[cfg_attr(docsrs, doc(cfg(feature = "opentelemetry")))]
    pub fn meter_provider(mut self, provider: &dyn opentelemetry::metrics::MeterProvider) -> Self {
        self.metrics = Some(Metrics::new(provider));
        self
    }

    /// Makes the client. Nothing is sent and no connection made.
    ///
    /// # Errors
    ///
    /// A `User-Agent` that no header may carry; an allowed host that is none; certificates, a key or a proxy that
    /// cannot be read; settings of connections beside a transport of your own; and
    /// no transport where the crate was built without one.
    pub fn build(self) -> Result<Client> {
        let api_key = self.credentials.api_key(self.api_key_format)?;
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::build("the user agent has a character that no header may carry"))?;
        let allowed_hosts = AllowedHosts::new(&self.allowed_hosts)?;
        let base_url = self.environment.base_url(None, &allowed_hosts)?;
        let transport = self.layers.around(self.connection.transport(&base_url)?);
        let public_only = self.environment.is_public() && !self.allow_private_psu_ip;
        Ok(Client {
            upstream: Arc::new(Upstream {
                base_url,
                allowed_hosts,
                environment: self.environment,
                transport,
                user_agent,
                time: self.time,
                size: self.size,
                retry: self.retry,
                budget: Budget::default(),
                #[cfg(feature = "opentelemetry")]
                metrics: self.metrics.unwrap_or_else(Metrics::global),
            }),
            api_key,
            sessions: SessionSettings {
                psu_ip: PsuIpPolicy { public_only },
                api_key_too: self.api_key_on_user_endpoints,
                token_timeout: self.token_timeout,
            },
            tasks: Tasks::default(),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("credentials", &self.credentials)
            .field("time", &self.time)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}
