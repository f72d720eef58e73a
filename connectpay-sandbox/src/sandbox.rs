//! The handle of a running sandbox.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::middleware;
use connectpay::tokens::IssuedTokens;
use connectpay::{AccessToken, Environment, PartnerCredentials};

use crate::api::{self, Api};
use crate::authority::Authority;
use crate::builder::SandboxBuilder;
use crate::connection;
use crate::fault::{self, Fault, Faults};
use crate::record::{self, RecordedRequest, Recorder};
use crate::server::Server;

/// A running sandbox: a server on 127.0.0.1 that stops when this is dropped,
/// with its connections closed and its port free.
pub struct Sandbox {
    authority: Authority,
    api: Arc<Api>,
    faults: Faults,
    recorder: Arc<Recorder>,
    base_url: String,
    environment: Environment,
    /// Held for its `Drop`.
    _server: Server,
}

impl SandboxBuilder {
    /// Starts the sandbox. Any executor may await this.
    ///
    /// # Errors
    ///
    /// Fails if the port cannot be bound or no thread can be started. Fails with
    /// [`InvalidInput`](io::ErrorKind::InvalidInput) if
    /// [`connectpay::PartnerCredentials`] refuses the credentials.
    pub async fn start(self) -> io::Result<Sandbox> {
        Sandbox::from_builder(self).await
    }
}

impl Sandbox {
    /// Starts a sandbox on a free port, with the credentials of ConnectPay's
    /// own example. Any executor may await this.
    ///
    /// # Errors
    ///
    /// Fails if no port can be bound or no thread can be started.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Begins to configure a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    async fn from_builder(mut builder: SandboxBuilder) -> io::Result<Self> {
        let authority = builder.authority()?;
        let faults = Faults::default();
        let api = Api::new(authority.clone(), faults.clone());
        let recorder = Recorder::new(builder.observer);
        // The recorder must see what the authentication refuses and what a fault does.
        // After it, the outermost layer treats the connection as the fault says.
        let own = builder.router.map(|router| router(&authority));
        let app = api::router(Arc::clone(&api), own)
            .layer(authority.layer())
            .layer(middleware::from_fn_with_state(
                faults.clone(),
                fault::inject,
            ))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&recorder),
                record::record,
            ))
            .layer(middleware::from_fn(connection::answer));
        let server = Server::start(builder.port, app).await?;
        let base_url = format!("http://{}", server.address);
        Ok(Self {
            environment: Environment::custom(&base_url).map_err(io::Error::other)?,
            authority,
            api,
            faults,
            recorder,
            base_url,
            _server: server,
        })
    }

    /// Where the sandbox listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The environment for a client of the `connectpay` library.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment.clone()
    }

    /// The credentials of the partner that the sandbox accepts.
    #[must_use]
    pub fn credentials(&self) -> PartnerCredentials {
        self.authority.credentials()
    }

    /// The `ClientKey` that the sandbox accepts, for other clients.
    #[must_use]
    pub fn client_key(&self) -> &str {
        self.authority.client_key()
    }

    /// The `ClientSecret` that the sandbox accepts, for other clients.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        self.authority.client_secret()
    }

    /// The authority that decides who may pass, for a router of your own that shares
    /// the sandbox's credentials, tokens and clock.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Issues a new access token to a user. See [`Authority::issue_token`].
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn issue_token(&self, user: &str) -> AccessToken {
        self.authority.issue_token(user)
    }

    /// Issues the tokens of a new session, as a login does. See
    /// [`Authority::issue_tokens`].
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn issue_tokens(&self, user: &str) -> IssuedTokens {
        self.authority.issue_tokens(user)
    }

    /// Plays the user who follows the link in the email, after which the user can
    /// log in.
    ///
    /// # Panics
    ///
    /// Panics if no user was created with this email. Otherwise the test would fail at
    /// its login and not say why.
    pub fn validate_user(&self, email: &str) {
        assert!(
            self.api.users().validate(email),
            "the sandbox has no user with this email; expected one that was created"
        );
    }

    /// Whether the user has a live session. See [`Authority::is_logged_in`].
    #[must_use]
    pub fn is_logged_in(&self, user: &str) -> bool {
        self.authority.is_logged_in(user)
    }

    /// Ends the life of a token, as if its time were over. See [`Authority::expire`].
    pub fn expire(&self, token: &AccessToken) {
        self.authority.expire(token);
    }

    /// Ends the session of a token, as a logout does. See [`Authority::revoke`].
    pub fn revoke(&self, token: &AccessToken) {
        self.authority.revoke(token);
    }

    /// Moves the sandbox's clock forward, so that tokens expire without waiting. It
    /// does not move other clocks, such as a client's.
    pub fn advance(&self, by: Duration) {
        self.authority.advance(by);
    }

    /// Starts an event that needs a second factor, and returns its
    /// `authorisationEventId`. It becomes the event of the first user who has its code
    /// sent. [`Authority::start_challenge`] starts the event of a certain user.
    ///
    /// # Panics
    ///
    /// Panics if the operating system has no random bytes.
    #[must_use]
    pub fn start_authorisation_event(&self) -> String {
        self.authority.start_open_challenge()
    }

    /// The one-time password that was last sent to the user, valid or not, since the
    /// sandbox sends no SMS. See [`Authority::last_code`].
    #[must_use]
    pub fn last_code(&self, user: &str) -> Option<String> {
        self.authority.last_code(user)
    }

    /// Makes something go wrong with the next request, or the next one that the fault
    /// is for. Faults strike once each, in the order of these calls.
    ///
    /// ```
    /// use connectpay::{AccessToken, Client, Outcome};
    /// use connectpay_sandbox::{Fault, Sandbox};
    ///
    /// #[connectpay::api]
    /// trait Users {
    ///     #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    ///     async fn logout(&self) -> connectpay::Result<()>;
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let sandbox = Sandbox::start().await?;
    /// let client = Client::builder(sandbox.environment(), sandbox.credentials()).build()?;
    /// let session = client.session(sandbox.issue_token("ada"), [203, 0, 113, 7])?;
    ///
    /// sandbox.next(Fault::dropped_connection().after_processing());
    /// let error = session.logout().await.unwrap_err();
    /// assert_eq!(error.outcome(), Outcome::Unknown);
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    pub fn next(&self, fault: Fault) {
        self.faults.push(fault);
    }

    /// How many faults have not struck yet. A test that expects a fault to strike can
    /// check that it did.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.faults.left()
    }

    /// The newest requests that arrived, oldest first: at most
    /// [`HISTORY`](crate::HISTORY), of at most [`HISTORY_BYTES`](crate::HISTORY_BYTES)
    /// in total.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.recorder.requests()
    }

    /// Forgets the requests that arrived.
    pub fn clear_requests(&self) {
        self.recorder.clear();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url)
            .field("authority", &self.authority)
            .finish_non_exhaustive()
    }
}
