//! What is done in one step on the server. `KEYS[1]` is the hash of a user's
//! tokens, `KEYS[2]` the lock.

use redis::Script;

pub(super) struct Scripts {
    pub(super) load: Script,
    pub(super) lock: Script,
    pub(super) store: Script,
    pub(super) unlock: Script,
    pub(super) replace: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            load: Script::new(LOAD),
            lock: Script::new(&[NEXT_FENCE, LOCK].concat()),
            store: Script::new(STORE),
            unlock: Script::new(UNLOCK),
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
if ARGV[1] == '' then
  -- First, since a server that is out of memory still lets go of something.
  redis.call('HDEL', KEYS[1], 'tokens')
  local limit = lock and string.match(lock, '%d+$')
  if limit and tonumber(limit) > tonumber(kept) then kept = limit end
else
  redis.call('HSET', KEYS[1], 'tokens', ARGV[1])
end
redis.call('HSET', KEYS[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], kept)
return 1
";
