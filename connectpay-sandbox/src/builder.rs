//! The settings of a sandbox.

use std::fmt;
use std::io;
use std::time::Duration;

use axum::Router;

use crate::authority::{Authority, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET, TOKEN_LIFETIME};
use crate::challenge::{CodeObserver, SentCode};
use crate::record::{Observer, RecordedRequest};

/// Makes the endpoints of this crate's user.
pub(crate) type OwnRouter = Box<dyn FnOnce(&Authority) -> Router + Send>;

/// Sets up a [`Sandbox`](crate::Sandbox). [`Sandbox::builder`](crate::Sandbox::builder)
/// makes it.
#[must_use = "does nothing until `start` is called"]
pub struct SandboxBuilder {
    pub(crate) port: u16,
    client_key: String,
    client_secret: String,
    token_lifetime: Duration,
    paused_clock: bool,
    decided_paths: Vec<(String, String)>,
    pub(crate) router: Option<OwnRouter>,
    pub(crate) observer: Option<Observer>,
    code_observer: Option<CodeObserver>,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            port: 0,
            client_key: SAMPLE_CLIENT_KEY.to_owned(),
            client_secret: SAMPLE_CLIENT_SECRET.to_owned(),
            token_lifetime: TOKEN_LIFETIME,
            paused_clock: false,
            decided_paths: Vec::new(),
            router: None,
            observer: None,
            code_observer: None,
        }
    }

    /// Sets the port on 127.0.0.1. By default, and with 0, the system chooses a free
    /// one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the partner's `ClientKey`. The default is [`SAMPLE_CLIENT_KEY`].
    pub fn client_key(mut self, client_key: impl Into<String>) -> Self {
        self.client_key = client_key.into();
        self
    }

    /// Sets the partner's `ClientSecret`. The default is [`SAMPLE_CLIENT_SECRET`].
    pub fn client_secret(mut self, client_secret: impl Into<String>) -> Self {
        self.client_secret = client_secret.into();
        self
    }

    /// Sets how long an access token lives. The default is the documented five minutes.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// Stops the sandbox's clock, so that only
    /// [`Sandbox::advance`](crate::Sandbox::advance) moves it. A test that looks at a
    /// payment before it is pending then passes on a slow machine too.
    pub fn paused_clock(mut self) -> Self {
        self.paused_clock = true;
        self
    }

    /// Adds endpoints of your own behind the same authentication. They have their whole
    /// paths and take precedence over the sandbox's own. A fallback of this router is
    /// not used.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use connectpay_sandbox::Sandbox;
    ///
    /// let accounts = Router::new()
    ///     .route("/example/client/accounts", get(|| async { "[]" }));
    /// let sandbox = Sandbox::builder().router(accounts);
    /// ```
    pub fn router(self, router: Router) -> Self {
        self.router_with(|_| router)
    }

    /// Adds endpoints of your own that issue tokens or need a second factor, and
    /// therefore get the sandbox's [`Authority`]. It works like
    /// [`router`](Self::router) and replaces it.
    ///
    /// ```
    /// use axum::extract::State;
    /// use axum::routing::post;
    /// use axum::{Extension, Router};
    /// use connectpay_sandbox::{Authority, Principal, Refusal, Sandbox};
    ///
    /// /// Its code is sent by `/baas-sca/…/client/sca/authorise/{authorisationEventId}`.
    /// async fn block_card(
    ///     State(authority): State<Authority>,
    ///     Extension(principal): Extension<Principal>,
    /// ) -> String {
    ///     let Principal::User { user, .. } = principal else {
    ///         unreachable!("the path has the segment `client`");
    ///     };
    ///     let event = authority.start_challenge_then(&user, || println!("The card is blocked."));
    ///     format!(r#"{{"challengeStatus":"Required","authorisationEventId":"{event}"}}"#)
    /// }
    ///
    /// let sandbox = Sandbox::builder().router_with(|authority| {
    ///     Router::new()
    ///         .route("/example/client/cards/block", post(block_card))
    ///         .with_state(authority.clone())
    /// });
    /// ```
    pub fn router_with(
        mut self,
        router: impl FnOnce(&Authority) -> Router + Send + 'static,
    ) -> Self {
        self.router = Some(Box::new(router));
        self
    }

    /// Accepts a path of an endpoint of your own that has both the segment `partner` and
    /// the segment `client`, and says which of them decides the credentials, as
    /// `decided_by` of the endpoint's declaration does. A segment in braces stands for
    /// any. Without this, the sandbox refuses such a path.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use connectpay_sandbox::Sandbox;
    ///
    /// let path = "/example/client/accounts/partner/{id}";
    /// let sandbox = Sandbox::builder()
    ///     .router(Router::new().route(path, get(|| async { "[]" })))
    ///     .decided_by(path, "client");
    /// ```
    ///
    /// # Panics
    ///
    /// [`start`](Self::start) panics if the segment is not the first of the two in the
    /// path.
    pub fn decided_by(mut self, path: impl Into<String>, segment: impl Into<String>) -> Self {
        self.decided_paths.push((path.into(), segment.into()));
        self
    }

    /// Calls `observer` on the server's thread with each request once it is answered,
    /// or once a fault has left it without an answer.
    pub fn observer(mut self, observer: impl Fn(&RecordedRequest) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Calls `observer` on the server's thread with each one-time password when it is
    /// sent, for example to show it to a person.
    pub fn code_observer(mut self, observer: impl Fn(&SentCode) + Send + Sync + 'static) -> Self {
        self.code_observer = Some(Box::new(observer));
        self
    }

    pub(crate) fn authority(&mut self) -> io::Result<Authority> {
        let mut authority = Authority::new(self.client_key.as_str(), self.client_secret.as_str())
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?
            .with_token_lifetime(self.token_lifetime);
        if self.paused_clock {
            authority = authority.with_paused_clock();
        }
        for (path, segment) in self.decided_paths.drain(..) {
            authority = authority.with_decided_path(path, &segment);
        }
        if let Some(observer) = self.code_observer.take() {
            authority.observe_codes(observer);
        }
        Ok(authority)
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("token_lifetime", &self.token_lifetime)
            .finish_non_exhaustive()
    }
}
