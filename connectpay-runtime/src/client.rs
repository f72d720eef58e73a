//! The partner's side: calls with the API key, and sessions for users.

mod builder;
mod connection;
mod layers;
mod session;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::{ApiKey, Partner, PartnerCredentials, User};
use crate::caller::{CalledOn, Caller, Channel};
use crate::environment::Environment;
use crate::error::Result;
use crate::exchange::Upstream;
use crate::token::{Tasks, TokenCache, TokenSource};

pub use self::builder::ClientBuilder;
use self::session::PsuIpPolicy;
pub use self::session::Session;

/// Calls endpoints declared `auth = partner`, and opens [`Session`]s for users.
///
/// Made once and cloned: clones share connections and settings.
///
/// ```
/// use connectpay::{Client, Environment, PartnerCredentials};
///
/// let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
/// let client = Client::builder(Environment::Stage, credentials).build()?;
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    upstream: Arc<Upstream>,
    api_key: ApiKey,
    sessions: SessionSettings,
    /// In which tokens are asked for.
    tasks: Tasks,
}

/// What a session takes over from its client.
#[derive(Clone, Copy, Debug)]
struct SessionSettings {
    psu_ip: PsuIpPolicy,
    api_key_too: bool,
    token_timeout: Duration,
}

impl Client {
    /// Begins a client for one environment with the partner's credentials.
    pub fn builder(environment: Environment, credentials: PartnerCredentials) -> ClientBuilder {
        ClientBuilder::new(environment, credentials)
    }

    /// A user: where the access tokens come from, and the IP address of the
    /// user's device, which ConnectPay wants with every request.
    ///
    /// The tokens are a fixed [`AccessToken`](crate::AccessToken) or a [`TokenSource`].
    /// An IPv4-mapped IPv6 address is sent as IPv4.
    ///
    /// # Errors
    ///
    /// An address that no device has (unspecified, broadcast, multicast), and in
    /// production or behind a gateway of one's own one that is not public, unless
    /// [`allow_private_psu_ip`](ClientBuilder::allow_private_psu_ip) says otherwise:
    /// it means that a proxy's address was taken for the user's.
    ///
    /// ```
    /// use std::net::Ipv4Addr;
    ///
    /// use connectpay::{AccessToken, Client, Environment, PartnerCredentials};
    ///
    /// # let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    /// let client = Client::builder(Environment::Production, credentials).build()?;
    /// let token = AccessToken::new("eyJhbGciOiJub25lIn0.e30.")?;
    /// assert!(client.session(token.clone(), Ipv4Addr::new(10, 0, 0, 1)).is_err());
    /// let session = client.session(token, Ipv4Addr::new(8, 8, 8, 8))?;
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn session(&self, tokens: impl TokenSource, psu_ip: impl Into<IpAddr>) -> Result<Session> {
        let SessionSettings {
            psu_ip: policy,
            api_key_too,
            token_timeout,
        } = self.sessions;
        Session::new(
            Arc::clone(&self.upstream),
            TokenCache::new(tokens, token_timeout, self.tasks.clone()),
            psu_ip.into(),
            policy,
            api_key_too.then(|| self.api_key.clone()),
        )
    }

    /// Waits until no access token is asked for any more, and what was given is
    /// stored: the last step of a graceful shutdown, when no call is begun any more.
    ///
    /// A refresh goes on when the calls that wait for it are dropped, since the
    /// refresh token that it spent is of no more use; a process that ends amid it
    /// logs the user out. It takes no longer than
    /// [`token_timeout`](ClientBuilder::token_timeout), and with
    /// [`SharedTokens`](crate::tokens::SharedTokens) twice
    /// [`lock_limit`](crate::tokens::SharedTokens::lock_limit), or 5 minutes more while the
    /// store cannot be reached: put a limit of your own around it. Tasks that a [`TokenSource`]
    /// of your own begins are not known here.
    ///
    /// ```
    /// # async fn example(client: connectpay::Client, server: tokio::task::JoinHandle<()>) {
    /// server.await.ok(); // has answered its last request
    /// client.wait_for_refreshes().await;
    /// # }
    /// ```
    pub async fn wait_for_refreshes(&self) {
        self.tasks.ended().await;
    }

    /// The environment that requests go to.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.upstream.environment
    }
}

impl Caller<Partner> for Client {
    fn channel(&self) -> Channel<Partner> {
        Channel::partner(Arc::clone(&self.upstream), self.api_key.clone())
    }
}

// These two never apply; see `CalledOn`.

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<'a> Caller<User> for Client where Client: CalledOn<'a, Session> {}

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<'a> Caller<Partner> for Session where Session: CalledOn<'a, Client> {}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("environment", &self.upstream.environment)
            .finish_non_exhaustive()
    }
}
