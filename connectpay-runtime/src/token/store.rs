//! Stores for users' tokens that several sessions or machines share.

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

/// A number that grows with every lock of a user's tokens. It says which of two holders
/// of the lock is the newer one.
///
/// A holder that was stopped for longer than its lock lasted (by a pause of the machine
/// or a slow network) does not know that it no longer holds the lock. What it then
/// writes has an older fence than what its successor wrote, so the store refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fence(u64);

impl Fence {
    /// Makes a fence, in a store of your own.
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

/// The result of an attempt to lock a user's tokens. See [`TokenStore::try_lock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    /// The caller holds the lock now.
    Held(Fence),
    /// Somebody else holds it, and is asking for the next tokens.
    Busy,
    /// Somebody else has just asked and failed. See [`TokenStore::unlock`].
    Resting,
}

impl Lock {
    /// The fence, if the caller holds the lock.
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
/// `redis`), or in a store of the application's own. [`BoxTokenStore`] holds any of
/// them, for an application that chooses at run time.
///
/// `user` is whatever the application knows a user by. A store must never return one
/// user's tokens for another, and must encrypt what leaves the process.
///
/// A store keeps users' sessions, which outlive the access tokens in them. It keeps a
/// session for the limit of inactivity after the user's last call, whatever became of
/// the access token, and no longer. The limit is 5 minutes unless the application sets
/// another, since PSD2 allows no more (RTS 2018/389, Article 4(3)(d)).
///
/// Every method may fail. Calls that need a token then go on with the one that they
/// have until its end; after that they fail with nothing sent.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the user's tokens as they were last stored, even if the access token has
    /// ended, and in the same step keeps them for another limit of inactivity. This is
    /// a call by the user. Returns `None` if there are no tokens.
    fn load(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send;

    /// Returns what [`load`](Self::load) returns, for a refresh that looks at the
    /// session of its own accord. It is not a call by the user, so it does not prolong
    /// the session.
    fn peek(
        &self,
        user: &str,
    ) -> impl Future<Output = Result<Option<IssuedTokens>, BoxError>> + Send;

    /// Locks the user's tokens for one refresh and for at most `limit`, unless somebody
    /// else holds the lock. It does not wait. Each fence is greater than all fences
    /// before.
    ///
    /// If it fails, nobody holds the lock on behalf of the caller: a store that learns
    /// too late that it got a lock gives it back.
    fn try_lock(
        &self,
        user: &str,
        limit: Duration,
    ) -> impl Future<Output = Result<Lock, BoxError>> + Send;

    /// Stores the tokens that the holder of a lock got, and returns whether it did. It
    /// stores nothing if the user has no session, because it has ended by a logout or
    /// the limit of inactivity or was lost, or if something with a newer fence was
    /// stored. Storing the same tokens twice has the effect of storing them once. It is
    /// not a call by the user, so it does not prolong the session.
    fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send;

    /// Gives the lock back if this holder still has it. For the time `rest` nobody gets
    /// the lock, and whoever tries gets [`Lock::Resting`]. A refresh uses this after a
    /// failure, so that not every call asks a login service that is down.
    fn unlock(
        &self,
        user: &str,
        fence: Fence,
        rest: Duration,
    ) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// Ends the user's session if these are still its tokens, because the login service
    /// no longer takes their refresh token. Returns whether the session is over; it is
    /// not if another login or a refresh has stored other tokens. Once it is over,
    /// [`load`](Self::load) returns nothing.
    ///
    /// Unlike a logout it concerns only these tokens: a refresh that had spent them and
    /// stores its new tokens only now [brings the session back](Self::store).
    fn end(
        &self,
        user: &str,
        tokens: &IssuedTokens,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send;

    /// Replaces what is stored by the tokens of a login (`Some`), or by nothing for a
    /// logout (`None`). No refresh that is under way may undo it.
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
