//! What the server does in one step. `KEYS[1]` is the hash of a user's tokens, and
//! `KEYS[2]` is the lock.

use redis::Script;

pub(super) struct Scripts {
    pub(super) load: Script,
    pub(super) now: Script,
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
            now: Script::new(NOW),
            lock: Script::new(&[NEXT_FENCE, LOCK].concat()),
            store: Script::new(STORE),
            unlock: Script::new(UNLOCK),
            end: Script::new(END),
            replace: Script::new(&[NEXT_FENCE, REPLACE].concat()),
        }
    }
}

/// Fences are microseconds of Redis's own clock, so that they grow even if a restarted
/// server has forgotten all of them. Since the clock may step back, a fence is always
/// greater than what was written or given to a lock that is held.
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

/// Does what `GETEX` does for a string: returns the tokens and prolongs their life. The
/// caller passes the time and the names of its keys; without them, nothing is
/// prolonged. Tokens that were encrypted with a key that the caller does not have
/// cannot be used, so they are not prolonged. Neither is the trace of a logout, which
/// has no tokens, nor what `END` leaves.
const LOAD: &str = r"
local tokens = redis.call('HGET', KEYS[1], 'tokens')
if not tokens or tokens == '' then return false end
local id = string.sub(tokens, 3, 2 + (string.byte(tokens, 2) or 0))
for at = 2, #ARGV do
  if ARGV[at] == id then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
end
return tokens
";

/// Microseconds of the clock that fences and `LOCK` use.
const NOW: &str = r"
local now = redis.call('TIME')
return string.format('%.0f', now[1] * 1000000 + now[2])
";

/// The lock is `fence nonce`, followed by `rest` if it was given back after a failure.
/// By the nonce, a holder recognises a lock whose answer was lost. A command that
/// arrives after its sender has stopped waiting is void, since nobody would hold the
/// lock.
const LOCK: &str = r"
if lock then
  local given, nonce = string.match(lock, '^(%d+) (%x+)$')
  if nonce == ARGV[2] then return given end
  if string.match(lock, ' rest$') then return 'rest' end
  return 'busy'
end
if now[1] * 1000000 + now[2] > tonumber(ARGV[3]) then return 'busy' end
redis.call('SET', KEYS[2], fence .. ' ' .. ARGV[2], 'PX', ARGV[1])
return fence
";

/// A missing session was ended by a logout or its limit, or was lost. A refresh does
/// not bring it back. This is not a call by the user, so it does not prolong the
/// session.
const STORE: &str = r"
if redis.call('HEXISTS', KEYS[1], 'tokens') == 0 then return 0 end
local written = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
if tonumber(ARGV[1]) < written then return 0 end
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'tokens', ARGV[2])
return 1
";

/// For the holder, who is known by the fence or, if the fence is not known, by the
/// nonce.
const UNLOCK: &str = r"
local lock = redis.call('GET', KEYS[2])
if not lock then return 1 end
local fence, nonce = string.match(lock, '^(%d+) (%x+)$')
if fence == ARGV[1] or nonce == ARGV[1] then
  if ARGV[2] == '0' then
    redis.call('DEL', KEYS[2])
  else
    redis.call('SET', KEYS[2], lock .. ' rest', 'PX', ARGV[2])
  end
end
return 1
";

/// Empty tokens stand for a session that has ended, unless something is stored in their
/// place.
const END: &str = r"
local tokens = redis.call('HGET', KEYS[1], 'tokens')
if not tokens or tokens == '' then return 1 end
if tokens ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'tokens', '')
return 1
";

/// A logout leaves its fence behind for the limit of inactivity. The fence is not
/// needed to stop a refresh from storing, since without tokens there is no session to
/// store into. It makes the next login's fence greater than those from before the
/// logout, whatever the clock does in the meantime, so that no earlier refresh stores
/// into the new session either.
const REPLACE: &str = r"
if ARGV[1] == '' then
  -- First, since a server that is out of memory still lets go of something.
  redis.call('HDEL', KEYS[1], 'tokens')
else
  redis.call('HSET', KEYS[1], 'tokens', ARGV[1])
end
redis.call('HSET', KEYS[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
";
