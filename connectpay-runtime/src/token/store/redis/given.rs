//! Stores over a client or a connection of the application's own.

use std::future::{Future, ready};

use futures_util::FutureExt as _;
use redis::aio::ConnectionLike;
use redis::{Client, ConnectionAddr, RedisResult};

use super::connection::Connector;
use super::live::Live;
use super::{EncryptionKeys, RedisTokenStore};
use crate::error::{Error, Result};

impl RedisTokenStore {
    /// A store on the one server of a `redis` client: with a private authority, a
    /// client certificate, or whatever else `redis` can be told. TLS needs one of
    /// the features of `redis` that your application switches on itself.
    ///
    /// What the client is told to accept is accepted, and not all of that can be seen
    /// here: one that takes a certificate of any name
    /// (`ConnectionAddr::set_danger_accept_invalid_hostnames`, with a feature of `redis`
    /// that says `insecure`, or with its `native-tls`) is not refused.
    ///
    /// # Errors
    ///
    /// A client that does not verify certificates.
    ///
    /// ```
    /// use connectpay::redis::{Client, ClientTlsConfig, TlsCertificates};
    /// use connectpay::tokens::RedisTokenStore;
    /// use connectpay::{BoxError, EncryptionKeys};
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
    /// The client of a cluster gives a command again where it does not know whether it
    /// was carried out, as long as the [limit](Self::command_timeout) of the command
    /// lasts. All that the store does may be done twice with the same effect, with one
    /// exception: a login or a logout that is given again, when within that limit another
    /// one of the same user has come from somewhere else, replaces that. `retries(0)` of
    /// its builder leaves this out, and with it every call amid a change of the cluster's
    /// nodes, since what the client follows there counts as a retry.
    ///
    /// ```
    /// use connectpay::redis::cluster::ClusterClient;
    /// use connectpay::tokens::RedisTokenStore;
    /// use connectpay::{BoxError, EncryptionKeys};
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
        Self::from_connector(move || ready(Ok(connection.clone())), keys)
    }

    /// A store whose connection comes from `connect`, which is asked when the
    /// connection is first needed and again when it broke or its server became a
    /// replica: for Sentinels, which say who the primary is now. It has 3 seconds.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use connectpay::redis::sentinel::SentinelClient;
    /// use connectpay::EncryptionKeys;
    /// use connectpay::tokens::RedisTokenStore;
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
}
