//! A store that is chosen at run time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{Fence, Lock, TokenStore};
use crate::error::BoxError;
use crate::token::IssuedTokens;

/// Any [`TokenStore`], for an application whose configuration chooses one. Clones share
/// the store.
///
/// ```
/// use connectpay::Result;
/// use connectpay::tokens::{BoxTokenStore, MemoryTokenStore};
///
/// # #[cfg(feature = "redis")]
/// fn store(redis: Option<&str>, keys: connectpay::EncryptionKeys) -> Result<BoxTokenStore> {
///     Ok(match redis {
///         Some(url) => BoxTokenStore::new(connectpay::tokens::RedisTokenStore::new(url, keys)?),
///         None => BoxTokenStore::new(MemoryTokenStore::new()),
///     })
/// }
/// ```
#[derive(Clone)]
pub struct BoxTokenStore(Arc<dyn DynTokenStore>);

impl BoxTokenStore {
    /// Wraps a store and erases its type.
    #[must_use]
    pub fn new(store: impl TokenStore) -> Self {
        Self(Arc::new(store))
    }
}

impl TokenStore for BoxTokenStore {
    async fn load(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        self.0.load(user).await
    }

    async fn peek(&self, user: &str) -> Result<Option<IssuedTokens>, BoxError> {
        self.0.peek(user).await
    }

    async fn try_lock(&self, user: &str, limit: Duration) -> Result<Lock, BoxError> {
        self.0.try_lock(user, limit).await
    }

    async fn store(
        &self,
        user: &str,
        tokens: &IssuedTokens,
        fence: Fence,
    ) -> Result<bool, BoxError> {
        self.0.store(user, tokens, fence).await
    }

    async fn unlock(&self, user: &str, fence: Fence, rest: Duration) -> Result<(), BoxError> {
        self.0.unlock(user, fence, rest).await
    }

    async fn end(&self, user: &str, tokens: &IssuedTokens) -> Result<bool, BoxError> {
        self.0.end(user, tokens).await
    }

    async fn replace(&self, user: &str, tokens: Option<&IssuedTokens>) -> Result<(), BoxError> {
        self.0.replace(user, tokens).await
    }
}

impl fmt::Debug for BoxTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BoxTokenStore").finish_non_exhaustive()
    }
}

type Answer<'a, T> = BoxFuture<'a, Result<T, BoxError>>;

/// [`TokenStore`] with boxed futures.
trait DynTokenStore: Send + Sync {
    fn load<'a>(&'a self, user: &'a str) -> Answer<'a, Option<IssuedTokens>>;
    fn peek<'a>(&'a self, user: &'a str) -> Answer<'a, Option<IssuedTokens>>;
    fn try_lock<'a>(&'a self, user: &'a str, limit: Duration) -> Answer<'a, Lock>;
    fn store<'a>(
        &'a self,
        user: &'a str,
        tokens: &'a IssuedTokens,
        fence: Fence,
    ) -> Answer<'a, bool>;
    fn unlock<'a>(&'a self, user: &'a str, fence: Fence, rest: Duration) -> Answer<'a, ()>;
    fn end<'a>(&'a self, user: &'a str, tokens: &'a IssuedTokens) -> Answer<'a, bool>;
    fn replace<'a>(&'a self, user: &'a str, tokens: Option<&'a IssuedTokens>) -> Answer<'a, ()>;
}

impl<S: TokenStore> DynTokenStore for S {
    fn load<'a>(&'a self, user: &'a str) -> Answer<'a, Option<IssuedTokens>> {
        Box::pin(TokenStore::load(self, user))
    }

    fn peek<'a>(&'a self, user: &'a str) -> Answer<'a, Option<IssuedTokens>> {
        Box::pin(TokenStore::peek(self, user))
    }

    fn try_lock<'a>(&'a self, user: &'a str, limit: Duration) -> Answer<'a, Lock> {
        Box::pin(TokenStore::try_lock(self, user, limit))
    }

    fn store<'a>(
        &'a self,
        user: &'a str,
        tokens: &'a IssuedTokens,
        fence: Fence,
    ) -> Answer<'a, bool> {
        Box::pin(TokenStore::store(self, user, tokens, fence))
    }

    fn unlock<'a>(&'a self, user: &'a str, fence: Fence, rest: Duration) -> Answer<'a, ()> {
        Box::pin(TokenStore::unlock(self, user, fence, rest))
    }

    fn end<'a>(&'a self, user: &'a str, tokens: &'a IssuedTokens) -> Answer<'a, bool> {
        Box::pin(TokenStore::end(self, user, tokens))
    }

    fn replace<'a>(&'a self, user: &'a str, tokens: Option<&'a IssuedTokens>) -> Answer<'a, ()> {
        Box::pin(TokenStore::replace(self, user, tokens))
    }
}
