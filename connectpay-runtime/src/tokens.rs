//! Refresh access tokens, and share sessions among machines.
//!
//! An [`AccessToken`](crate::AccessToken) lives for five minutes. A session gets the
//! next one from a [`TokenSource`]:
//!
//! * [`SharedTokens`] is the source for an application that runs on any number of
//!   machines. It keeps the tokens of all users in a [`TokenStore`] and refreshes each
//!   user's tokens with your [`TokenRefresh`], one refresh at a time.
//! * The store is a [`MemoryTokenStore`], a `RedisTokenStore` with the feature `redis`,
//!   or one of your own. A [`BoxTokenStore`] holds the one that the configuration
//!   names.
//! * Anything else that knows a user's next token implements [`TokenSource`] itself.
//!
//! The guide shows them in [`log_in`](crate::guide::log_in) and
//! [`deploy`](crate::guide::deploy).

#[cfg(feature = "redis")]
#[cfg_attr(docsrs, doc(cfg(feature = "redis")))]
pub use crate::token::RedisTokenStore;
pub use crate::token::{
    BoxTokenStore, Fence, IssuedTokens, Lock, MemoryTokenStore, SessionExpired, SharedTokens,
    TokenRefresh, TokenSource, TokenStore,
};
