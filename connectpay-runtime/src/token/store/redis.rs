//! Tokens that machines share through Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};

use super::sealed::EncryptionKeys;
use super::{Fence, INACTIVITY_LIMIT, TokenStore};
use crate::error::{BoxError, Error, Result};
use crate::token::IssuedTokens;

/// Keeps users' tokens in Redis (or Valkey), encrypted before they leave the
/// process, for the limit of inactivity after the user's last call. Clones share
/// one connection, which is made when it is first needed and again when it breaks.
///
/// Two keys for each user: `connectpay:token:{user}`, a hash, and
/// `connectpay:lock:{user}`. The user's name is in them in clear; where that
/// says too much about a person, name users by a digest. Needs Redis 5 or newer,
/// and one primary that is read and written: a replica may be behind.
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
    connection: ConnectionManager,
    keys: EncryptionKeys,
    scripts: Arc<Scripts>,
    prefix: Arc<str>,
    inactivity_limit: Duration,
}

struct Scripts {
    load: Script,
    lock: Script,
    store: Script,
    unlock: Script,
    replace: Script,
}

/// Microseconds of Redis's own clock, but always more than what was written:
/// fences grow although a server that is restarted has forgotten them all.
const NEXT_FENCE: &str = r"
local now = redis.call('TIME')
local fence = now[1] * 1000000 + now[2]
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if fence <= written then fence = written + 1 end
fence = string.format('%.0f', fence)
";

/// What `GETEX` does for a string: gives the tokens and prolongs their life. The
/// memory of a logout, which has no tokens, is not prolonged.
const LOAD: &str = r"
local tokens = redis.call('HGET', KEYS[1], 'tokens')
if tokens then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return tokens
";

/// With its limit, which a logout asks for.
const LOCK: &str = r"
if redis.call('SET', KEYS[2], fence .. ' ' .. ARGV[1], 'NX', 'PX', ARGV[1]) then return fence end
return '0'
";

/// Where nothing is stored, the server was restarted, unless the fence is as old
/// as a forgotten logout or a session that has lapsed. A refresh is no call of the
/// user's, so it prolongs nothing that is there.
const STORE: &str = r"
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if written == 0 then
  local now = redis.call('TIME')
  written = now[1] * 1000000 + now[2] - ARGV[3] * 1000
end
if tonumber(ARGV[1]) < written then return 0 end
local was_there = redis.call('HEXISTS', KEYS[1], 'tokens') == 1
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'tokens', ARGV[2])
if not was_there then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1
";

const UNLOCK: &str = r"
local lock = redis.call('GET', KEYS[2])
if lock and string.match(lock, '^%d+') == ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1
";

/// After a logout its fence stays until no refresh can be left over from before it:
/// for the limit of inactivity, and no shorter than the limit of a lock that is held.
const REPLACE: &str = r"
local kept = ARGV[2]
redis.call('HSET', KEYS[1], 'fence', fence)
if ARGV[1] == '' then
  redis.call('HDEL', KEYS[1], 'tokens')
  local lock = redis.call('GET', KEYS[2])
  local limit = lock and string.match(lock, '%d+$')
  if limit and tonumber(limit) > tonumber(kept) then kept = limit end
else
  redis.call('HSET', KEYS[1], 'tokens', ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], kept)
return 1
";

impl RedisTokenStore {
    /// A store on the server of a `redis://` or `rediss://` (TLS) URL, or
    /// `redis+unix:///path`. Nothing is connected yet. Must be called on a Tokio
    /// runtime.
    ///
    /// # Errors
    ///
    /// A URL that is not one of Redis's. The message does not show it.
    pub fn new(url: &str, keys: EncryptionKeys) -> Result<Self> {
        // The cause is not kept: it may quote the URL, with its password.
        let refused = |_| {
            Error::build(
                "the URL of the Redis server was refused; expected `redis://host:port/`, \
                 `rediss://…` for TLS, or `redis+unix:///path`",
            )
        };
        let client = Client::open(url).map_err(refused)?;
        // A call that waits for Redis has no time for many attempts.
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(1)))
            .set_response_timeout(Some(Duration::from_secs(1)))
            .set_number_of_retries(1);
        let connection =
            ConnectionManager::new_lazy_with_config(client, config).map_err(refused)?;
        Ok(Self {
            connection,
            keys,
            scripts: Arc::new(Scripts {
                load: Script::new(LOAD),
                lock: Script::new(&[NEXT_FENCE, LOCK].concat()),
                store: Script::new(STORE),
                unlock: Script::new(UNLOCK),
                replace: Script::new(&[NEXT_FENCE, REPLACE].concat()),
            }),
            prefix: "connectpay:".into(),
            inactivity_limit: INACTIVITY_LIMIT,
        })
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

    /// The braces make a cluster keep both on one machine.
    fn keys_of(&self, user: &str) -> [String; 2] {
        let prefix = &self.prefix;
        [
            format!("{prefix}token:{{{user}}}"),
            format!("{prefix}lock:{{{user}}}"),
        ]
    }

    async fn run<T: redis::FromRedisValue>(
        &self,
        script: &Script,
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
        let answer = invocation.invoke_async(&mut self.connection.clone()).await;
        Ok(answer?)
    }
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
            .run(&self.scripts.load, user, &[limit.as_bytes()])
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
            .run(&self.scripts.lock, user, &[limit.as_bytes()])
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
        self.run(&self.scripts.store, user, &arguments).await
    }

    async fn unlock(&self, user: &str, fence: Fence) -> std::result::Result<(), BoxError> {
        let fence = fence.get().to_string();
        self.run(&self.scripts.unlock, user, &[fence.as_bytes()])
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
        self.run(&self.scripts.replace, user, &[&sealed, kept.as_bytes()])
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
