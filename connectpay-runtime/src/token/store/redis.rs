//! Tokens that machines share through Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};

use super::sealed::EncryptionKeys;
use super::{Fence, TokenStore};
use crate::error::{BoxError, Error, Result};
use crate::token::IssuedTokens;

/// Keeps users' tokens in Redis (or Valkey), encrypted before they leave the
/// process, for as long as the access token lives. Clones share one connection,
/// which is made when it is first needed and again when it breaks.
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

const LOAD: &str = r"
return {redis.call('HGET', KEYS[1], 'tokens'), redis.call('PTTL', KEYS[1])}
";

const LOCK: &str = r"
if redis.call('SET', KEYS[2], fence, 'NX', 'PX', ARGV[1]) then return fence end
return '0'
";

const STORE: &str = r"
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if tonumber(ARGV[1]) < written then return 0 end
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'tokens', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
";

const UNLOCK: &str = r"
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return 1
";

/// After a logout its fence stays until no refresh can be left over from before it.
const REPLACE: &str = r"
redis.call('HSET', KEYS[1], 'fence', fence)
if ARGV[1] == '' then
  redis.call('HDEL', KEYS[1], 'tokens')
else
  redis.call('HSET', KEYS[1], 'tokens', ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
";

const AFTER_LOGOUT: Duration = Duration::from_secs(5 * 60);

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
        })
    }

    /// What the keys begin with in place of `connectpay:`, for applications that
    /// share a server.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
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

/// How long tokens are still good; at least 1 ms, which `PEXPIRE` needs.
fn left(tokens: &IssuedTokens) -> String {
    let access = tokens.access_token();
    let left = access.lifetime().saturating_sub(access.age());
    left.as_millis().clamp(1, u128::from(u32::MAX)).to_string()
}

impl TokenStore for RedisTokenStore {
    async fn load(&self, user: &str) -> std::result::Result<Option<IssuedTokens>, BoxError> {
        let (sealed, left): (Option<Vec<u8>>, i64) =
            self.run(&self.scripts.load, user, &[]).await?;
        let (Some(sealed), Ok(left)) = (sealed, u64::try_from(left)) else {
            return Ok(None);
        };
        let tokens = self.keys.open(user, &sealed, Duration::from_millis(left))?;
        Ok(Some(tokens).filter(|tokens| !tokens.access_token().is_expired()))
    }

    async fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> std::result::Result<Option<Fence>, BoxError> {
        let limit = limit.as_millis().max(1).to_string();
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
        let (fence, left) = (fence.get().to_string(), left(tokens));
        let sealed = self.keys.seal(user, tokens)?;
        let arguments = [fence.as_bytes(), &sealed, left.as_bytes()];
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
        let (sealed, left) = match tokens {
            Some(tokens) => (self.keys.seal(user, tokens)?, left(tokens)),
            None => (Vec::new(), AFTER_LOGOUT.as_millis().to_string()),
        };
        self.run(&self.scripts.replace, user, &[&sealed, left.as_bytes()])
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
