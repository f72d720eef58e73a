//! What is set once for a client.

use std::fmt;
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
use crate::opaque::OpaqueArc;
#[cfg(feature = "opentelemetry")]
use crate::telemetry::Metrics;
use crate::token::Tasks;
use crate::transport::{RequestBody, Transport};

/// The settings of a [`Client`]. [`Client::builder`] makes it.
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

    /// Allows credentials to go to one more host that a trait names with
    /// `#[api(host(…))]`: `api.example.com`, or `api.example.com:8443` for a port other
    /// than 443. Each call adds one host.
    ///
    /// Hosts under `connectpay.com` need no permission. A call to any other host that a
    /// trait names fails with nothing sent, since the trait may come from another
    /// crate. A [custom environment](Environment::custom) overrides all hosts that
    /// traits name.
    ///
    /// ```
    /// use connectpay::{Client, Environment, PartnerCredentials, Result};
    ///
    /// #[connectpay::api(
    ///     auth = partner,
    ///     host(stage = "https://stage.example.com", production = "https://api.example.com")
    /// )]
    /// pub trait Elsewhere {
    ///     #[connectpay::endpoint(method = GET, path = "/example/partner/ping")]
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

    /// Sets how `x-connectpay-api-key` is written. The default is the bare form.
    pub fn api_key_format(mut self, format: ApiKeyFormat) -> Self {
        self.api_key_format = format;
        self
    }

    /// Decides whether endpoints declared `auth = user` get the partner's API key as
    /// well. By default they do not.
    ///
    /// Two of ConnectPay's pages say that the user's token is used together with the
    /// platform's credentials; the page on authentication does not.
    pub fn api_key_on_user_endpoints(mut self, enabled: bool) -> Self {
        self.api_key_on_user_endpoints = enabled;
        self
    }

    /// Decides whether a user's IP address may be private or special-purpose in
    /// production and behind a gateway of your own ([`Environment::custom`]). By
    /// default it may not. On stage and on loopback it always may.
    pub fn allow_private_psu_ip(mut self, enabled: bool) -> Self {
        self.allow_private_psu_ip = enabled;
        self
    }

    /// Sets the value of `User-Agent`. The default is the library's name and version.
    pub fn user_agent(mut self, value: impl Into<String>) -> Self {
        self.user_agent = value.into();
        self
    }

    /// Limits how long a whole call may take, including the wait for an access token.
    /// The default is 30 seconds. [`Call::timeout`](crate::Call::timeout) sets the
    /// limit of one call.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.time.call = limit;
        self
    }

    /// Limits how long one attempt may take, from its beginning to the answer's last
    /// byte. The default is 15 seconds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.time.attempt = limit;
        self
    }

    /// Sets how calls are retried. The default is [`RetryPolicy::default`].
    /// [`Call::retry`](crate::Call::retry) sets the policy of one call.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Limits how long a [`TokenSource`](crate::tokens::TokenSource) may take. The
    /// default is 10 seconds.
    pub fn token_timeout(mut self, limit: Duration) -> Self {
        self.token_timeout = limit;
        self
    }

    /// Limits the size of the body of a success, in bytes. The default is 16 MiB. A
    /// larger body is an error.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.size.answer = bytes;
        self
    }

    /// Limits how much of the body of any other answer is kept, in bytes. The default
    /// is 64 KiB.
    pub fn max_refusal_bytes(mut self, bytes: usize) -> Self {
        self.size.refusal = bytes;
        self
    }

    /// Sends requests through any `tower::Service` instead of the default transport,
    /// such as an `axum::Router` in a test or a stack of tower layers.
    ///
    /// A transport of your own has to keep the promises that the default one keeps: it
    /// follows no redirect, repeats no request, verifies certificates and decodes no
    /// content encoding. If nothing was sent, it fails with an error that is, or is
    /// caused by, [`NotSent`](crate::transport::NotSent); any other failure counts as
    /// [`Outcome::Unknown`](crate::Outcome::Unknown).
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

    /// Records the metric `http.client.request.duration` with this provider. The
    /// default is OpenTelemetry's global provider at the time of
    /// [`build`](Self::build).
    ///
    /// Each attempt is measured in seconds, up to the answer's last byte, with the
    /// attributes that OpenTelemetry's conventions for HTTP clients name:
    /// `http.request.method`, `server.address`, `server.port`, `url.template`,
    /// `http.response.status_code`, `network.protocol.version` and `error.type`, whose
    /// values [the guide](crate::guide::observe) lists.
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

    /// Makes the client. It sends nothing and makes no connection.
    ///
    /// # Errors
    ///
    /// Fails if the `User-Agent` has a character that no header may carry, if an
    /// allowed host is not a host, if certificates, a key or a proxy cannot be read, if
    /// settings of connections are given beside a transport of your own, or if the
    /// crate was built without a transport and none was given.
    pub fn build(self) -> Result<Client> {
        let api_key = self.credentials.api_key(self.api_key_format)?;
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::build("the user agent has a character that no header may carry"))?;
        let allowed_hosts = AllowedHosts::new(&self.allowed_hosts)?;
        let base_url = self.environment.base_url(None, &allowed_hosts)?;
        let transport = self.layers.around(self.connection.transport(&base_url)?);
        let public_only = self.environment.is_public() && !self.allow_private_psu_ip;
        Ok(Client {
            upstream: OpaqueArc::new(Upstream {
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
