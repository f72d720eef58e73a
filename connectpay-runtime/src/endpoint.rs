//! An endpoint as data: what the macros record about a declaration.

mod api;
mod auth_scheme;
mod host;

use http::Method;

pub use self::api::{Api, Location, Operation, Parameter};
pub use self::auth_scheme::AuthScheme;
pub use self::host::Host;

/// One endpoint as it goes over the wire: method, path template, credentials.
///
/// The macros make it. [`Error::endpoint`](crate::Error::endpoint) and
/// [`Operation::endpoint`](crate::endpoints::Operation::endpoint) give it.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    name: &'static str,
    method: Verb,
    /// Where the path is. The macros put it outside of the constant, so that rustc need not
    /// evaluate a trait's constants anew where only a path has changed.
    path: &'static &'static str,
    scheme: AuthScheme,
    idempotent: bool,
    once: bool,
    beside: &'static [&'static str],
    decided_by: Option<&'static str>,
    host: Option<Host>,
    /// By their names in lower case.
    headers: &'static [(&'static str, &'static str)],
}

/// The methods that a declaration may name. `http::Method` may own memory, so a
/// constant that other constants refer to cannot hold one.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "only the macros, which have the version of this crate, name it"
)]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
}

impl Endpoint {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        method: Verb,
        path: &'static &'static str,
        scheme: AuthScheme,
    ) -> Self {
        Self {
            name,
            method,
            path,
            scheme,
            idempotent: false,
            once: false,
            beside: &[],
            decided_by: None,
            host: None,
            headers: &[],
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The paths of other endpoints, which no argument may make of this one.
    #[doc(hidden)]
    #[must_use]
    pub const fn beside(mut self, paths: &'static [&'static str]) -> Self {
        self.beside = paths;
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn decided_by(mut self, segment: &'static str) -> Self {
        self.decided_by = Some(segment);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn host(mut self, host: Host) -> Self {
        self.host = Some(host);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The name of the method that declares the endpoint.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> Method {
        match self.method {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Patch => Method::PATCH,
            Verb::Delete => Method::DELETE,
            Verb::Head => Method::HEAD,
        }
    }

    /// The path template, including the `base` of its `#[api]`:
    /// `/baas-sca/user-management/client/sca/authorise/{authorisation_event_id}`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The credentials that it takes.
    #[must_use]
    pub const fn auth(&self) -> AuthScheme {
        self.scheme
    }

    /// Whether the request may be sent again after an unclear failure. This is true of
    /// GET and HEAD, unless they are declared `once`, and of what is declared
    /// `idempotent`.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        !self.once && (self.idempotent || matches!(self.method, Verb::Get | Verb::Head))
    }

    /// Whether it was declared `once`. Such a request reaches ConnectPay at most once,
    /// and is not even sent again with another access token after a 401. A request that
    /// certainly was not sent may still be tried again.
    ///
    /// ```
    /// # use connectpay::Result;
    /// #[connectpay::api]
    /// pub trait Sca {
    ///     /// Made up: checks a one-time password, of which attempts may be counted.
    ///     #[connectpay::endpoint(
    ///         method = POST,
    ///         path = "/example/client/verify/{event_id}",
    ///         auth = user,
    ///         once
    ///     )]
    ///     async fn verify(&self, event_id: &str) -> Result<()>;
    /// }
    ///
    /// assert!(Sca.operations()[0].endpoint().is_once());
    /// ```
    #[must_use]
    pub const fn is_once(&self) -> bool {
        self.once
    }

    /// The segment that decides the credentials, if the declaration had to say so with
    /// `decided_by = "…"`: because a placeholder stands before it, or because the other
    /// scheme's word, or the same one once more, is data in this path. A review looks at these.
    ///
    /// ```
    /// # use connectpay::Result;
    /// #[connectpay::api]
    /// pub trait Tenants {
    ///     #[connectpay::endpoint(
    ///         path = "/example/{tenant}/client/accounts",
    ///         auth = user,
    ///         decided_by = "client"
    ///     )]
    ///     async fn accounts(&self, tenant: &str) -> Result<Vec<String>>;
    /// }
    ///
    /// let endpoint = Tenants.operations()[0].endpoint();
    /// assert_eq!(endpoint.deciding_segment(), Some("client"));
    /// ```
    #[must_use]
    pub const fn deciding_segment(&self) -> Option<&'static str> {
        self.decided_by
    }

    /// Those of the other endpoints of its trait whose path an argument could make.
    pub(crate) const fn siblings(&self) -> &'static [&'static str] {
        self.beside
    }

    /// The headers that its `#[api]` gives to all its endpoints, as names in lower case
    /// and values.
    ///
    /// ```
    /// # use connectpay::Result;
    /// #[connectpay::api(header("X-Api-Version" = "2"))]
    /// pub trait Rates {
    ///     /// Made up.
    ///     #[connectpay::endpoint(path = "/example/partner/rates", auth = partner)]
    ///     async fn rates(&self) -> Result<String>;
    /// }
    ///
    /// let rates = Rates.operations()[0].endpoint();
    /// assert_eq!(rates.default_headers(), [("x-api-version", "2")]);
    /// ```
    #[must_use]
    pub const fn default_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// The hosts that its `#[api]` names, if it names any.
    #[must_use]
    pub const fn hosts(&self) -> Option<Host> {
        self.host
    }
}
