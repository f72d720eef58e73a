//! The partner's side: calls with the API key, and sessions for users.

mod builder;
mod connection;
mod layers;
mod session;

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use crate::auth::{ApiKey, Partner, PartnerCredentials, User};
use crate::caller::{Caller, Channel, HasCredentialsOf};
use crate::environment::Environment;
use crate::error::Result;
use crate::exchange::Upstream;
use crate::opaque::OpaqueArc;
use crate::token::{Tasks, TokenCache, TokenSource};

pub use self::builder::ClientBuilder;
use self::session::PsuIpPolicy;
pub use self::session::Session;

/// Calls endpoints declared `auth = partner`, and opens [`Session`]s for users.
///
/// Make it once and clone it: clones share connections and settings.
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
    upstream: OpaqueArc<Upstream>,
    api_key: ApiKey,
    sessions: SessionSettings,
    /// The tasks that ask for tokens.
    tasks: Tasks,
}

/// What a session inherits from its client.
#[derive(Clone, Copy, Debug)]
struct SessionSettings {
    psu_ip: PsuIpPolicy,
    api_key_too: bool,
    token_timeout: Duration,
}

impl Client {
    /// Begins to configure a client for one environment and one partner's credentials.
    pub fn builder(environment: Environment, credentials: PartnerCredentials) -> ClientBuilder {
        ClientBuilder::new(environment, credentials)
    }

    /// Opens a session for one user. ConnectPay wants an access token and the IP
    /// address of the user's device with every request.
    ///
    /// `tokens` is a fixed [`AccessToken`](crate::AccessToken) or any other
    /// [`TokenSource`]. The session sends an IPv4-mapped IPv6 address as IPv4.
    ///
    /// # Errors
    ///
    /// Fails for an address that no device has (unspecified, broadcast or multicast).
    /// In production and behind a gateway of your own it also fails for an address that
    /// is not public, since a proxy's address was then probably taken for the user's;
    /// [`allow_private_psu_ip`](ClientBuilder::allow_private_psu_ip) allows such
    /// addresses.
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
            self.upstream.clone(),
            TokenCache::new(tokens, token_timeout, self.tasks.clone()),
            psu_ip.into(),
            policy,
            api_key_too.then(|| self.api_key.clone()),
        )
    }

    /// Waits until every refresh of an access token has ended and its tokens are
    /// stored. Make this the last step of a graceful shutdown, when no new call begins.
    ///
    /// A refresh goes on after the calls that wait for it are dropped, because the
    /// refresh token that it spent cannot be used again. A process that ends during a
    /// refresh logs the user out. The wait takes no longer than
    /// [`token_timeout`](ClientBuilder::token_timeout), and with
    /// [`SharedTokens`](crate::tokens::SharedTokens) twice
    /// [`lock_limit`](crate::tokens::SharedTokens::lock_limit), or 5 minutes more while
    /// the store cannot be reached, so put a limit of your own around it. It does not
    /// know about tasks that a [`TokenSource`] of your own spawns.
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
        Channel::partner(self.upstream.clone(), self.api_key.clone())
    }
}

// These two impls never apply; see `HasCredentialsOf`.

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<'a> Caller<User> for Client where Client: HasCredentialsOf<'a, Session> {}

#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<'a> Caller<Partner> for Session where Session: HasCredentialsOf<'a, Client> {}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("environment", &self.upstream.environment)
            .finish_non_exhaustive()
    }
}
