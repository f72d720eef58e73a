//! Tokens that machines share through Redis.

mod address;
mod command;
mod connection;
mod failure;
mod given;
mod live;
mod lock;
mod scripts;
mod tls;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use redis::{FromRedisValue, Script};

use self::address::Address;
use self::command::{Command, Repeat};
use self::connection::{Connections, Connector};
use self::failure::Failure;
use self::scripts::Scripts;
use super::sealed::{open, seal};
use super::{Fence, INACTIVITY_LIMIT, Lock, TokenStore};
use crate::error::{BoxError, Error, Result};
use crate::sealed::EncryptionKeys;
use crate::token::IssuedTokens;

/// Keeps users' tokens in Redis (or Valkey) for the limit of inactivity after the
/// user's last call, and encrypts them before they leave the process. Clones share one
/// connection, which is made when it is first needed and again when it breaks.
///
/// | the server | the store |
/// |---|---|
/// | one primary, with a certificate that the platform trusts or without TLS | [`new`](Self::new), with its URL |
/// | the same with an authority or a client certificate of your own | [`from_client`](Self::from_client) |
/// | a primary that Sentinels name | [`from_connector`](Self::from_connector) |
/// | a cluster | [`from_connection`](Self::from_connection) |
///
/// Each user has two keys: `connectpay:token:{user}`, a hash, and
/// `connectpay:lock:{user}`. They contain the user's name in clear text, with braces,
/// `%` and non-ASCII characters percent-encoded; if that says too much about a person,
/// name users by a digest. The store needs Redis 5 or newer and uses the primary only,
/// since a replica may be behind.
///
/// If the store has a Redis user of its own, that user needs these permissions
/// (`ACL SETUSER`), and `+select` for any database but the first:
///
/// ```text
/// ~connectpay:* +evalsha +script|load +time +get +set +del
/// +hget +hset +hdel +hexists +pexpire
/// ```
///
/// Errors say what the server failed at and quote nothing that it says.
///
/// ```no_run
/// use connectpay::EncryptionKeys;
/// use connectpay::tokens::RedisTokenStore;
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

/// A brace in a name would change the part of a key by which a cluster chooses a node.
const ESCAPED: AsciiSet = CONTROLS.add(b'{').add(b'}').add(b'%');

/// A call cannot wait long for Redis, but a busy machine takes a while to read.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(2);

impl RedisTokenStore {
    /// Makes a store on a single server, with a `redis://` or `rediss://` (TLS) URL or
    /// `redis+unix:///path`. It does not connect yet.
    ///
    /// TLS works as in the transports: version 1.2 or newer, with the platform's
    /// verifier, which nothing switches off. The first use of a cluster's node fails.
    ///
    /// # Errors
    ///
    /// Fails if the URL is not a Redis URL or has a fragment. No message quotes it.
    pub fn new(url: &str, keys: EncryptionKeys) -> Result<Self> {
        let address = Address::parse(url)?;
        Ok(Self::over(Connector::Address(address), keys))
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

    /// Sets what the keys begin with instead of `connectpay:`, for applications that
    /// share a server.
    ///
    /// # Errors
    ///
    /// Fails if the prefix has a brace. A cluster would then keep a user's two keys on
    /// different nodes.
    pub fn prefix(mut self, prefix: &str) -> Result<Self> {
        if prefix.contains(['{', '}']) {
            return Err(Error::build(
                "the prefix of the keys in Redis has a brace; expected one without",
            ));
        }
        self.prefix = prefix.into();
        Ok(self)
    }

    /// Sets how long a user stays logged in after the last call; 5 minutes by default.
    /// All applications that share a server must set the same.
    #[must_use]
    pub fn inactivity_limit(mut self, limit: Duration) -> Self {
        self.inactivity_limit = limit;
        self
    }

    /// Limits how long the server may take for one command. The default is 2 seconds. A
    /// call that has a usable token does not wait so long.
    #[must_use]
    pub fn command_timeout(mut self, limit: Duration) -> Self {
        self.command_timeout = limit;
        self
    }

    /// The braces make a cluster keep both keys on one machine.
    fn keys_of(&self, user: &str) -> [String; 2] {
        [self.key("token", user), self.key("lock", user)]
    }

    fn key(&self, kind: &str, user: &str) -> String {
        // With empty braces, a cluster would look at the whole key.
        let user = match user {
            "" => Cow::Borrowed("%"),
            user => utf8_percent_encode(user, &ESCAPED).into(),
        };
        format!("{}{kind}:{{{user}}}", self.prefix)
    }

    async fn run<T: FromRedisValue + Send>(
        &self,
        script: &Script,
        repeat: Repeat,
        user: &str,
        arguments: &[&[u8]],
    ) -> std::result::Result<T, BoxError> {
        let ran = self.attempt(script, repeat, user, arguments).await;
        ran.map_err(|failure| failure.into_error().into())
    }

    async fn attempt<T: FromRedisValue + Send>(
        &self,
        script: &Script,
        repeat: Repeat,
        user: &str,
        arguments: &[&[u8]],
    ) -> std::result::Result<T, Failure> {
        let command = Command {
            keys: self.keys_of(user),
            apart: [self.key("token", "0"), self.key("lock", "1")],
            script,
            arguments,
            repeat,
            limit: self.command_timeout,
        };
        command.run(&self.connections).await
    }
}

impl RedisTokenStore {
    /// What is stored for the user. The arguments of `load` prolong the session.
    async fn sealed(
        &self,
        user: &str,
        prolong: &[&[u8]],
    ) -> std::result::Result<Option<Vec<u8>>, BoxError> {
        self.run(&self.scripts.load, Repeat::Harmless, user, prolong)
            .await
    }

    async fn open(
        &self,
        user: &str,
        prolong: &[&[u8]],
    ) -> std::result::Result<Option<IssuedTokens>, BoxError> {
        let sealed = self.sealed(user, prolong).await?;
        sealed
            .map(|sealed| open(&self.keys, user, &sealed))
            .transpose()
    }

    /// The server's time in microseconds. Commands that must run only once come after
    /// this one, which does no harm if an idle connection was closed and it runs twice.
    async fn now(&self, user: &str) -> std::result::Result<u64, BoxError> {
        self.run(&self.scripts.now, Repeat::Harmless, user, &[])
            .await
    }
}

/// A time that `PEXPIRE` accepts: at least 1 ms, since less would delete the key, and
/// at most 10 years.
fn milliseconds(duration: Duration) -> String {
    const TEN_YEARS: u128 = 10 * 365 * 24 * 60 * 60 * 1000;
    duration.as_millis().clamp(1, TEN_YEARS).to_string()
}

impl TokenStore for RedisTokenStore {
    async fn load(&self, user: &str) -> std::result::Result<Option<IssuedTokens>, BoxError> {
        let limit = milliseconds(self.inactivity_limit);
        let mut arguments = vec![limit.as_bytes()];
        arguments.extend(self.keys.ids().map(str::as_bytes));
        self.open(user, &arguments).await
    }

    async fn peek(&self, user: &str) -> std::result::Result<Option<IssuedTokens>, BoxError> {
        self.open(user, &[]).await
    }

    async fn try_lock(&self, user: &str, limit: Duration) -> std::result::Result<Lock, BoxError> {
        self.lock(user, limit).await
    }

    async fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> std::result::Result<bool, BoxError> {
        let fence = fence.get().to_string();
        let sealed = seal(&self.keys, user, tokens)?;
        let arguments = [fence.as_bytes(), &sealed];
        self.run(&self.scripts.store, Repeat::Harmless, user, &arguments)
            .await
    }

    async fn unlock(
        &self,
        user: &str,
        fence: Fence,
        rest: Duration,
    ) -> std::result::Result<(), BoxError> {
        self.give_back(user, &fence.get().to_string(), rest).await
    }

    async fn end(&self, user: &str, tokens: &IssuedTokens) -> std::result::Result<bool, BoxError> {
        let Some(sealed) = self.sealed(user, &[]).await? else {
            return Ok(true);
        };
        if !open(&self.keys, user, &sealed)?.is_same(tokens) {
            return Ok(false);
        }
        // Encrypting them again would give other bytes.
        self.run(&self.scripts.end, Repeat::Harmless, user, &[&sealed])
            .await
    }

    async fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> std::result::Result<(), BoxError> {
        let sealed = tokens.map(|tokens| seal(&self.keys, user, tokens));
        let sealed = sealed.transpose()?.unwrap_or_default();
        let kept = milliseconds(self.inactivity_limit);
        self.now(user).await?;
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
