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
    /// Makes a store on the single server of a `redis` client, which may have a private
    /// authority, a client certificate, or anything else that `redis` can be configured
    /// with. For TLS, your application has to enable one of the TLS features of `redis`
    /// itself.
    ///
    /// The store accepts what the client accepts, and cannot see all of it. In
    /// particular, it does not refuse a client that takes a certificate of any name
    /// (`ConnectionAddr::set_danger_accept_invalid_hostnames`, with a feature of
    /// `redis` that says `insecure`, or with its `native-tls`).
    ///
    /// # Errors
    ///
    /// Fails if the client does not verify certificates.
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

    /// Makes a store over a connection that reconnects by itself, such as the
    /// `redis::cluster_async::ClusterConnection` of a cluster. Both keys of a user are
    /// on one node.
    ///
    /// If a primary and its replica may swap roles, do not use a `ConnectionManager`,
    /// which stays with a primary that became a replica. Use
    /// [`from_client`](Self::from_client).
    ///
    /// The client of a cluster repeats a command if it does not know whether the
    /// command was carried out, until the command's [limit](Self::command_timeout)
    /// ends. Everything that the store does may be done twice with the same effect,
    /// with one exception: if a login or logout is repeated, and another one of the
    /// same user has come from somewhere else within that limit, the repeated one
    /// replaces it. `retries(0)` on the client's builder prevents this. It also makes
    /// every call fail while the cluster's nodes change, since following a redirection
    /// counts as a retry.
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

    /// Makes a store whose connection comes from `connect`, for Sentinels, which say
    /// which server is the primary now. `connect` is called when the connection is
    /// first needed, and again when it breaks or its server becomes a replica. It has 3
    /// seconds.
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
