//! Where the tokens of users are kept that several sessions or machines share.

mod boxed;
mod memory;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "redis")]
mod sealed;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::IssuedTokens;
use crate::error::BoxError;

pub use self::boxed::BoxTokenStore;
pub use self::memory::MemoryTokenStore;
#[cfg(feature = "redis")]
pub use self::redis::RedisTokenStore;

/// RTS 2018/389, Article 4(3)(d): "the maximum time without activity by the payer
/// after being authenticated for accessing its payment account online shall not
/// exceed 5 minutes".
pub(super) const INACTIVITY_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Says which of two holders of a lock is the newer one: a number that grows
/// with every lock of a user's tokens.
///
/// A holder that was stopped for longer than its lock lasted (a pause of the
/// machine, a slow network) does not know that it holds it no more. What it then
/// writes has an older fence than what its successor wrote, and is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fence(u64);

impl Fence {
    /// A fence of a store of one's own.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// What came of the attempt to lock a user's tokens. See [`TokenStore::try_lock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    /// The caller holds the lock now.
    Held(Fence),
    /// Somebody else holds it, and is asking for the next tokens.
    Busy,
    /// Somebody else asked in vain just now: see [`TokenStore::unlock`].
    Resting,
}

impl Lock {
    /// The fence, where the caller holds the lock.
    #[must_use]
    pub const fn fence(self) -> Option<Fence> {
        match self {
            Self::Held(fence) => Some(fence),
            Self::Busy | Self::Resting => None,
        }
    }
}

/// Keeps the tokens of users for [`SharedTokens`](crate::tokens::SharedTokens): in this
/// process ([`MemoryTokenStore`]), in Redis (`RedisTokenStore`, with the feature
/// `redis`), or in what an application has. [`BoxTokenStore`] is any of them, for
/// an application that chooses when it runs.
///
/// `user` is whatever the application knows a user by. What is stored for one
/// user must never be given for another, and is encrypted where it leaves the
/// process.
///
/// What is stored is a user's session, which outlives the access token in it. A
/// store keeps it for the limit of inactivity after the user's last call, whatever
/// became of the access token, and no longer: 5 minutes unless the application
/// sets another limit, since PSD2 allows no more (RTS 2018/389, Article 4(3)(d)).
///
/// Every method may fail; the calls that need a token then go on with the one
/// that they have until its end, and fail with nothing sent after it.
pub trait TokenStore: Send + Sync + 'static {
    /// A call of the user's: gives the user's tokens as they were stored last, also
    /// if the access token has ended, and keeps them for another limit of
    /// inactivity, in one step. `None` if there are none.
    fn load(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send;

    /// What [`load`](Self::load) gives, for a refresh that looks at the session on its
    /// own: it is no call of the user's, so the session lasts no longer for it.
    fn peek(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send;

    /// Locks the user's tokens for one refresh, for at most `limit`, unless somebody
    /// else holds the lock. Does not wait. Each fence is greater than all before it.
    ///
    /// If it fails, the caller does not hold the lock, and nobody else does so for the
    /// caller: a store that learns of a lock too late gives it back.
    fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> impl Future<Output = Result<Lock, BoxError>> + Send;

    /// Stores what the holder of a lock got; whether it was stored. Nothing is stored
    /// where there is no session of the user's, since it has ended, by a logout or the
    /// limit of inactivity, or was lost; nor where something with a newer fence was
    /// stored. Storing the same twice is storing it once. It is no call of the user's,
    /// so the session lasts no longer for it.
    fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send;

    /// Gives the lock back, if this holder still has it. For as long as `rest`, nobody
    /// else gets it, and whoever tries is told that it is [`Lock::Resting`]: after a
    /// failure, so that a login service that is down is not asked by each call.
    fn unlock(
        &self,
        user: &str,
        fence: Fence,
        rest: Duration,
    ) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// Ends the user's session if these are still its tokens, since the login service takes
    /// their refresh token no more; whether it is over. It is not where others are stored,
    /// by another login or by a refresh. [`load`](Self::load) then gives nothing.
    ///
    /// Unlike a logout it speaks of these tokens alone: a refresh that had spent them, and
    /// stores what it got for them only now, [brings the session back](Self::store).
    fn end(
        &self,
        user: &str,
        tokens: &IssuedTokens,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send;

    /// A login (`Some`) or a logout (`None`): replaces what is stored, and no
    /// refresh that is under way may undo it.
    fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send;
}

impl<S: TokenStore> TokenStore for Arc<S> {
    fn load(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send {
        (**self).load(user)
    }

    fn peek(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send {
        (**self).peek(user)
    }

    fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> impl Future<Output = Result<Lock, BoxError>> + Send {
        (**self).try_lock(user, limit)
    }

    fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        (**self).store(user, tokens, fence)
    }

    fn unlock(
        &self,
        user: &str,
        fence: Fence,
        rest: Duration,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        (**self).unlock(user, fence, rest)
    }

    fn end(
        &self,
        user: &str,
        tokens: &IssuedTokens,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        (**self).end(user, tokens)
    }

    fn replace(
        &self,
        user: &str,
        tokens: Option<&IssuedTokens>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        (**self).replace(user, tokens)
    }
}
