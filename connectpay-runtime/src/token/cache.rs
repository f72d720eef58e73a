//! The token that a session uses now, and the one question for the next.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use http::HeaderValue;

use super::{AccessToken, TokenSource};
use crate::clock::Moment;
use crate::error::{BoxError, Error, Result};

/// One user's tokens, shared by all clones of a session.
pub(crate) struct TokenCache {
    source: Arc<dyn DynTokenSource>,
    /// How long the source may take.
    limit: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    question: Option<Question>,
}

/// The token with its header, made once.
#[derive(Clone)]
struct Current {
    token: AccessToken,
    authorization: HeaderValue,
}

/// A question to the source that is under way. Whoever waits moves it forward,
/// so a caller that goes away stops nobody, and an answer that arrived while
/// nobody waited is found by the next caller.
type Question = Shared<BoxFuture<'static, std::result::Result<Current, Failure>>>;

impl TokenCache {
    pub(crate) fn new(source: impl TokenSource, limit: Duration) -> Self {
        Self {
            source: Arc::new(source),
            limit,
            state: Mutex::default(),
        }
    }

    /// The value of `Authorization` to use now.
    pub(crate) async fn authorization(&self) -> Result<HeaderValue> {
        let question = {
            let mut state = self.state();
            if let Some(current) = state.current.as_ref().filter(|c| !c.token.is_due()) {
                return Ok(current.authorization.clone());
            }
            state.question.get_or_insert_with(|| self.ask()).clone()
        };
        let answer = question.clone().await;
        {
            let mut state = self.state();
            // The first to see the answer stores it; a newer question is left alone.
            if state.question.as_ref().is_some_and(|q| q.ptr_eq(&question)) {
                state.question = None;
                if let Ok(current) = &answer {
                    state.current = Some(current.clone());
                }
            }
        }
        answer
            .map(|current| current.authorization)
            .map_err(Failure::into_error)
    }

    fn ask(&self) -> Question {
        let source = Arc::clone(&self.source);
        let limit = self.limit;
        async move {
            let asked = Moment::now();
            let token = match tokio::time::timeout(limit, source.token()).await {
                Ok(Ok(token)) => token.since(asked),
                Ok(Err(source)) => return Err(Failure::Source(source.into())),
                Err(_) => return Err(Failure::TimedOut(limit)),
            };
            if token.is_expired() {
                return Err(Failure::Expired);
            }
            let authorization = token
                .authorization()
                .map_err(|error| Failure::Source(Arc::new(error)))?;
            Ok(Current {
                token,
                authorization,
            })
        }
        .boxed()
        .shared()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that runs under the lock can panic half-way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why the source gave no token; shared by all who waited for it.
#[derive(Clone)]
enum Failure {
    Expired,
    TimedOut(Duration),
    Source(Arc<dyn StdError + Send + Sync>),
}

impl Failure {
    fn into_error(self) -> Error {
        match self {
            Self::Expired => Error::authenticate(
                "the user's access token has expired and its source gave no newer one, so \
                 nothing was sent; log the user in again or use a `TokenSource` that renews it",
            ),
            Self::TimedOut(limit) => Error::authenticate(format!(
                "the token source gave no access token within {limit:?}, so nothing was sent"
            ))
            .timed_out(),
            Self::Source(source) => {
                Error::authenticate("the token source gave no access token, so nothing was sent")
                    .with_source(Box::new(SharedSource(source)))
            }
        }
    }
}

/// The source's error as every caller gets it.
struct SharedSource(Arc<dyn StdError + Send + Sync>);

impl fmt::Debug for SharedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for SharedSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for SharedSource {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// [`TokenSource`] with a boxed future, so that a session needs no type parameter.
trait DynTokenSource: Send + Sync {
    fn token(&self) -> TokenFuture<'_>;
}

type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = std::result::Result<AccessToken, BoxError>> + Send + 'a>>;

impl<T: TokenSource> DynTokenSource for T {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(TokenSource::token(self))
    }
}
