//! Tokens that machines share through Redis.

mod address;
mod connection;
mod failure;
mod live;
mod scripts;
mod tls;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use redis::aio::ConnectionLike;
use redis::{Client, ConnectionAddr, FromRedisValue, RedisResult, Script};

use self::address::Address;
use self::connection::{Connections, Connector};
use self::failure::Failure;
use self::live::Live;
use self::scripts::Scripts;
use super::sealed::EncryptionKeys;
use super::{Fence, INACTIVITY_LIMIT, TokenStore};
use crate::error::{BoxError, Error, Result};
use crate::token::IssuedTokens;

/// Keeps users' tokens in Redis (or Valkey), encrypted before they leave the
/// process, for the limit of inactivity after the user's last call. Clones share
/// one connection, which is made when it is first needed and again when it breaks.
///
/// | the server | the store |
/// |---|---|
/// | one primary, with a certificate that the platform trusts or without TLS | [`new`](Self::new), with its URL |
/// | the same with an authority or a client certificate of your own | [`from_client`](Self::from_client) |
/// | a primary that Sentinels name | [`from_connector`](Self::from_connector) |
/// | a cluster | [`from_connection`](Self::from_connection) |
///
/// Two keys for each user: `connectpay:token:{user}`, a hash, and
/// `connectpay:lock:{user}`. The user's name is in them in clear; where that
/// says too much about a person, name users by a digest. Needs Redis 5 or newer,
/// and a primary that is read and written: a replica may be behind.
///
/// A Redis user of the store's own needs this much (`ACL SETUSER`), and `+select`
/// for another database than the first:
///
/// ```text
/// ~connectpay:* +evalsha +script|load +time +get +set +del
/// +hget +hset +hdel +hexists +pexpire
/// ```
///
/// Errors name the server and quote nothing that it says.
///
/// ```no_run
/// use connectpay::{EncryptionKeys, RedisTokenStore};
///
/// # fn from_the_vault(_: &str) -> [u8; 32] { [7; 32] }
/// let keys = EncryptionKeys::new("2026-11", from_the_vault("2026-11"))?;
/// let store = RedisTokenStore::new("rediss://:password@redis.internal/", keys)?;
/// # Ok::<(), connectpay::Error>(())
/// ```
#[derive(Clone)]
pub struct RedisTokenStore {
    connections: Connections,
    keys: EncryptionKeys,
    scripts: Arc<Scripts>,
    prefix: Arc<str>,
    inactivity_limit: Duration,
    command_timeout: Duration,
}

/// A call that waits for Redis has no time to wait long; a machine that is busy
/// takes a while to read what came.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(2);

impl RedisTokenStore {
    /// A store on the one server of a `redis://` or `rediss://` (TLS) URL, or
    /// `redis+unix:///path`. Nothing is connected yet.
    ///
    /// TLS is that of the transports: 1.2 or newer, the platform's verifier, and no
    /// switch to accept bad certificates. A node of a cluster is refused when it is
    /// first used, whoever the user is.
    ///
    /// # Errors
    ///
    /// A URL that is not one of Redis's, or that has a fragment. The message does
    /// not show it.
    pub fn new(url: &str, keys: EncryptionKeys) -> Result<Self> {
        let address = Address::parse(url)?;
        Ok(Self::over(Connector::Address(address), keys))
    }

    /// A store on the one server of a `redis` client: with a private authority, a
    /// client certificate, or whatever else `redis` can be told. TLS needs one of
    /// the features of `redis` that your application switches on itself.
    ///
    /// # Errors
    ///
    /// A client that does not verify certificates.
    ///
    /// ```
    /// use connectpay::redis::{Client, ClientTlsConfig, TlsCertificates};
    /// use connectpay::{BoxError, EncryptionKeys, RedisTokenStore};
    ///
    /// fn store(
    ///     keys: EncryptionKeys,
    ///     authority: Vec<u8>,
    ///     identity: ClientTlsConfig,
    /// ) -> Result<RedisTokenStore, BoxError> {
    ///     let certificates = TlsCertificates {
    ///         client_tls: Some(identity),
    ///         root_cert: Some(authority),
    ///     };
    ///     let client = Client::build_with_tls("rediss://redis.internal/", certificates)?;
    ///     Ok(RedisTokenStore::from_client(client, keys)?)
    /// }
    /// ```
    pub fn from_client(client: Client, keys: EncryptionKeys) -> Result<Self> {
        let address = client.get_connection_info().addr();
        if matches!(address, ConnectionAddr::TcpTls { insecure: true, .. }) {
            return Err(Error::build(
                "the `redis` client does not verify certificates (`#insecure`); expected one that \
                 does; for an authority of your own, use `redis::Client::build_with_tls`",
            ));
        }
        Ok(Self::over(Connector::Client(client), keys))
    }

    /// A store over a connection that is made again by itself, such as that to a
    /// cluster: a `redis::cluster_async::ClusterConnection`. Both keys of a user are
    /// on one node.
    ///
    /// Where roles may be swapped, a `ConnectionManager` is not enough, since it
    /// stays with a primary that became a replica; use
    /// [`from_client`](Self::from_client).
    ///
    /// ```
    /// use connectpay::redis::cluster::ClusterClient;
    /// use connectpay::{BoxError, EncryptionKeys, RedisTokenStore};
    ///
    /// async fn store(keys: EncryptionKeys) -> Result<RedisTokenStore, BoxError> {
    ///     let nodes = ["redis://node-1.internal/", "redis://node-2.internal/"];
    ///     let connection = ClusterClient::new(nodes)?.get_async_connection().await?;
    ///     Ok(RedisTokenStore::from_connection(connection, keys))
    /// }
    /// ```
    #[must_use]
    pub fn from_connection<C>(connection: C, keys: EncryptionKeys) -> Self
    where
        C: ConnectionLike + Clone + Send + Sync + 'static,
    {
        Self::from_connector(move || std::future::ready(Ok(connection.clone())), keys)
    }

    /// A store whose connection comes from `connect`, which is asked when the
    /// connection is first needed and again when it broke or its server became a
    /// replica: for Sentinels, which say who the primary is now. It has 3 seconds.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use connectpay::redis::sentinel::SentinelClient;
    /// use connectpay::{EncryptionKeys, RedisTokenStore};
    /// use tokio::sync::Mutex;
    ///
    /// fn store(sentinels: SentinelClient, keys: EncryptionKeys) -> RedisTokenStore {
    ///     let sentinels = Arc::new(Mutex::new(sentinels));
    ///     let connect = move || {
    ///         let sentinels = Arc::clone(&sentinels);
    ///         async move { sentinels.lock().await.get_async_connection().await }
    ///     };
    ///     RedisTokenStore::from_connector(connect, keys)
    /// }
    /// ```
    #[must_use]
    pub fn from_connector<F, C>(
        connect: impl Fn() -> F + Send + Sync + 'static,
        keys: EncryptionKeys,
    ) -> Self
    where
        F: Future<Output = RedisResult<C>> + Send + 'static,
        C: ConnectionLike + Clone + Send + Sync + 'static,
    {
        let connect = move || {
            let connecting = connect();
            async move { connecting.await.map(Live::new) }.boxed()
        };
        Self::over(Connector::Own(Box::new(connect)), keys)
    }

    fn over(connector: Connector, keys: EncryptionKeys) -> Self {
        Self {
            connections: Connections::new(connector),
            keys,
            scripts: Arc::new(Scripts::new()),
            prefix: "connectpay:".into(),
            inactivity_limit: INACTIVITY_LIMIT,
            command_timeout: COMMAND_TIMEOUT,
        }
    }

    /// What the keys begin with in place of `connectpay:`, for applications that
    /// share a server.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long a user stays logged in after the last call; 5 minutes unless set.
    /// All that share a server set the same.
    #[must_use]
    pub fn inactivity_limit(mut self, limit: Duration) -> Self {
        self.inactivity_limit = limit;
        self
    }

    /// How long the server may take for one command; 2 seconds unless set. A call
    /// that has a good token does not wait so long.
    #[must_use]
    pub fn command_timeout(mut self, limit: Duration) -> Self {
        self.command_timeout = limit;
        self
    }

    /// The braces make a cluster keep both on one machine.
    fn keys_of(&self, user: &str) -> [String; 2] {
        [self.key("token", user), self.key("lock", user)]
    }

    fn key(&self, kind: &str, user: &str) -> String {
        format!("{}{kind}:{{{user}}}", self.prefix)
    }

    /// Runs a script; once more, on another connection, where nothing was done, or
    /// where the connection broke and twice is as good as once.
    async fn run<T: FromRedisValue + Send>(
        &self,
        script: &Script,
        repeat: Repeat,
        user: &str,
        arguments: &[&[u8]],
    ) -> std::result::Result<T, BoxError> {
        let mut invocation = script.prepare_invoke();
        for key in self.keys_of(user) {
            invocation.key(key);
        }
        for argument in arguments {
            invocation.arg(*argument);
        }
        let apart = [self.key("token", "0"), self.key("lock", "1")];
        let mut is_first = true;
        loop {
            let connected = self.connections.get(&apart).await;
            let mut live = connected.map_err(Failure::into_error)?;
            let answer = invocation.invoke_async(&mut live);
            let failure = match tokio::time::timeout(self.command_timeout, answer).await {
                Ok(Ok(value)) => return Ok(value),
                Ok(Err(error)) => Failure::from(error),
                Err(_) => Failure::TimedOut,
            };
            if failure.ends_connection() {
                self.connections.drop_connection(&live);
            }
            let is_harmless = repeat == Repeat::Harmless && failure.is_dropped();
            if !is_first || !(failure.is_read_only() || is_harmless) {
                return Err(failure.into_error().into());
            }
            is_first = false;
        }
    }
}

/// What happens when the server does something twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Harmless,
    /// A lock would be held by nobody, a second logout would end a later login.
    Never,
}

/// As `PEXPIRE` takes it: at least 1 ms, or else it deletes; at most 10 years.
fn milliseconds(duration: Duration) -> String {
    const TEN_YEARS: u128 = 10 * 365 * 24 * 60 * 60 * 1000;
    duration.as_millis().clamp(1, TEN_YEARS).to_string()
}

impl TokenStore for RedisTokenStore {
    async fn load(&self, user: &str) -> std::result::Result<Option<IssuedTokens>, BoxError> {
        let limit = milliseconds(self.inactivity_limit);
        let sealed: Option<Vec<u8>> = self
            .run(
                &self.scripts.load,
                Repeat::Harmless,
                user,
                &[limit.as_bytes()],
            )
            .await?;
        sealed
            .map(|sealed| self.keys.open(user, &sealed))
            .transpose()
    }

    async fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> std::result::Result<Option<Fence>, BoxError> {
        let limit = milliseconds(limit);
        let fence: u64 = self
            .run(&self.scripts.lock, Repeat::Never, user, &[limit.as_bytes()])
            .await?;
        Ok((fence > 0).then_some(Fence::new(fence)))
    }

    async fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> std::result::Result<bool, BoxError> {
        let (fence, limit) = (fence.get().to_string(), milliseconds(self.inactivity_limit));
        let sealed = self.keys.seal(user, tokens)?;
        let arguments = [fence.as_bytes(), &sealed, limit.as_bytes()];
        self.run(&self.scripts.store, Repeat::Harmless, user, &arguments)
            .await
    }

    async fn unlock(&self, user: &str, fence: Fence) -> std::result::Result<(), BoxError> {
        let fence = fence.get().to_string();
        self.run(
            &self.scripts.unlock,
            Repeat::Harmless,
            user,
            &[fence.as_bytes()],
        )
        .await
    }

    async fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> std::result::Result<(), BoxError> {
        let sealed = tokens.map(|tokens| self.keys.seal(user, tokens));
        let sealed = sealed.transpose()?.unwrap_or_default();
        let kept = milliseconds(self.inactivity_limit);
        self.run(
            &self.scripts.replace,
            Repeat::Never,
            user,
            &[&sealed, kept.as_bytes()],
        )
        .await
    }
}

impl fmt::Debug for RedisTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisTokenStore")
            .field("keys", &self.keys)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
