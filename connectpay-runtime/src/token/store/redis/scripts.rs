//! What is done in one step on the server. `KEYS[1]` is the hash of a user's
//! tokens, `KEYS[2]` the lock.

use redis::Script;

pub(super) struct Scripts {
    pub(super) load: Script,
    pub(super) lock: Script,
    pub(super) store: Script,
    pub(super) unlock: Script,
    pub(super) end: Script,
    pub(super) replace: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            load: Script::new(LOAD),
            lock: Script::new(&[NEXT_FENCE, LOCK].concat()),
            store: Script::new(STORE),
            unlock: Script::new(UNLOCK),
            end: Script::new(END),
            replace: Script::new(&[NEXT_FENCE, REPLACE].concat()),
        }
    }
}

/// Microseconds of Redis's own clock, but always more than what was written or given
/// to a lock that is held: fences grow although a server that is restarted has
/// forgotten them all, and although its clock may step back.
const NEXT_FENCE: &str = r"
local now = redis.call('TIME')
local fence = now[1] * 1000000 + now[2]
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
local lock = redis.call('GET', KEYS[2])
local held = tonumber(lock and string.match(lock, '^%d+') or '0')
if held > written then written = held end
if fence <= written then fence = written + 1 end
fence = string.format('%.0f', fence)
";

/// What `GETEX` does for a string: gives the tokens and prolongs their life. What was
/// encrypted with a key that the caller does not have is of no use, and not prolonged;
/// nor is the memory of a logout, which has no tokens.
const LOAD: &str = r"
local tokens = redis.call('HGET', KEYS[1], 'tokens')
if not tokens then return tokens end
local id = string.sub(tokens, 3, 2 + (string.byte(tokens, 2) or 0))
for at = 2, #ARGV do
  if ARGV[at] == id then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
end
return tokens
";

/// The lock is `fence limit nonce`, and `rest` at its end where it was given back after
/// a failure. A logout asks for the limit. By the nonce, its holder recognises a lock
/// whose answer was lost.
const LOCK: &str = r"
if lock then
  if string.match(lock, '^%d+ %d+ (%S+)$') == ARGV[2] then return string.match(lock, '^%d+') end
  if string.match(lock, ' rest$') then return 'rest' end
  return 'busy'
end
redis.call('SET', KEYS[2], fence .. ' ' .. ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[1])
return fence
";

/// A session that is not there has ended or was lost, and a refresh brings none back.
/// It is no call of the user's, so what is there lasts no longer for it.
const STORE: &str = r"
if redis.call('HEXISTS', KEYS[1], 'tokens') == 0 then return 0 end
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if tonumber(ARGV[1]) < written then return 0 end
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'tokens', ARGV[2])
return 1
";

/// For the holder, who is known by the fence or by the nonce.
const UNLOCK: &str = r"
local lock = redis.call('GET', KEYS[2])
if not lock then return 1 end
local fence, limit, nonce = string.match(lock, '^(%d+) (%d+) (%S+)$')
if fence == ARGV[1] or nonce == ARGV[1] then
  if ARGV[2] == '0' then
    redis.call('DEL', KEYS[2])
  else
    redis.call('SET', KEYS[2], lock .. ' rest', 'PX', ARGV[2])
  end
end
return 1
";

/// What `REPLACE` does for a logout, for the holder of a lock.
const END: &str = r"
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if tonumber(ARGV[1]) < written then return 0 end
redis.call('HDEL', KEYS[1], 'tokens')
redis.call('HSET', KEYS[1], 'fence', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
";

/// After a logout its fence stays for the limit of inactivity, and no shorter than the
/// limit of a lock that is held: where the clock steps back, what is written next must
/// still be newer than a refresh that is under way.
const REPLACE: &str = r"
local kept = ARGV[2]
if ARGV[1] == '' then
  -- First, since a server that is out of memory still lets go of something.
  redis.call('HDEL', KEYS[1], 'tokens')
  local limit = lock and string.match(lock, '^%d+ (%d+)')
  if limit and tonumber(limit) > tonumber(kept) then kept = limit end
else
  redis.call('HSET', KEYS[1], 'tokens', ARGV[1])
end
redis.call('HSET', KEYS[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], kept)
return 1
";
