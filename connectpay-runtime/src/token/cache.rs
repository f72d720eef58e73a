//! The token that a session uses now, and the one question for the next.

use std::error::Error as StdError;
use std::future::Future;
use std::iter::successors;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use http::HeaderValue;
use tokio::task::JoinError;

use super::{AccessToken, SessionExpired, TokenSource};
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
    /// Counts the tokens that were stored, so that a token which was not
    /// accepted is dropped and a newer one is not.
    generation: u64,
    /// When the source was last asked in vain.
    failed: Option<Moment>,
}

/// How long after a failure the source is left alone while a token is still good.
const PAUSE: Duration = Duration::from_secs(1);

impl State {
    /// The current token, unless it is time for the next one.
    fn usable(&self) -> Option<&Current> {
        let current = self.current.as_ref()?;
        let left_alone = || {
            let failed_just_now = self.failed.is_some_and(|failed| failed.elapsed() < PAUSE);
            failed_just_now && !current.token.is_expired()
        };
        (!current.token.is_due() || left_alone()).then_some(current)
    }

    fn store(&mut self, answer: &std::result::Result<Current, Failure>) {
        match answer {
            Ok(current) => {
                self.current = Some(current.clone());
                self.generation += 1;
                self.failed = None;
            }
            Err(_) => self.failed = Some(Moment::now()),
        }
    }
}

/// Which of a session's tokens a request was sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Generation(u64);

/// The token with its header, made once.
#[derive(Clone)]
struct Current {
    token: AccessToken,
    authorization: HeaderValue,
}

/// A question to the source that is under way, in a task of its own: a caller
/// that goes away must not leave it half-done, with a lock of the source's held
/// or a token received and not yet stored. It ends by its limit.
type Question = Shared<BoxFuture<'static, std::result::Result<Current, Failure>>>;

impl TokenCache {
    pub(crate) fn new(source: impl TokenSource, limit: Duration) -> Self {
        Self {
            source: Arc::new(source),
            limit,
            state: Mutex::default(),
        }
    }

    /// The value of `Authorization` to use now, and which token that is.
    pub(crate) async fn authorization(&self) -> Result<(HeaderValue, Generation)> {
        loop {
            let question = {
                let mut state = self.state();
                if let Some(current) = state.usable() {
                    return Ok((current.authorization.clone(), Generation(state.generation)));
                }
                state.question.get_or_insert_with(|| self.ask()).clone()
            };
            let answer = question.clone().await;
            let mut state = self.state();
            // The first to see the answer stores it; a newer question is left alone.
            if state.question.as_ref().is_some_and(|q| q.ptr_eq(&question)) {
                state.question = None;
                state.store(&answer);
            }
            // Not the answer's own token: one that waited long may see it when that
            // token was refused already, and another stored.
            match (&state.current, answer) {
                (Some(current), Ok(_)) => {
                    return Ok((current.authorization.clone(), Generation(state.generation)));
                }
                // It was asked early, so that a failure costs nothing yet.
                (Some(current), Err(_)) if !current.token.is_expired() => {
                    return Ok((current.authorization.clone(), Generation(state.generation)));
                }
                (_, Err(failure)) => return Err(failure.into_error()),
                (None, Ok(_)) => {}
            }
        }
    }

    /// ConnectPay did not accept this token, so it is not used again.
    pub(crate) fn reject(&self, generation: Generation) {
        let refused = {
            let mut state = self.state();
            let is_newest = state.generation == generation.0;
            state.current.take_if(|_| is_newest)
        };
        // Outside of the lock, since this is somebody else's code.
        if let Some(refused) = refused {
            self.source.refused(&refused.token);
        }
    }

    fn ask(&self) -> Question {
        let source = Arc::clone(&self.source);
        let limit = self.limit;
        let answer = tokio::spawn(async move {
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
        });
        let ended = |error: JoinError| {
            Err(if error.is_panic() {
                Failure::Panicked
            } else {
                Failure::Ended
            })
        };
        answer
            .map(move |joined| joined.unwrap_or_else(ended))
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
    Panicked,
    Ended,
}

impl Failure {
    fn into_error(self) -> Error {
        match self {
            Self::Expired => Error::authenticate(
                "the user's access token has expired and its source gave no newer one, so \
                 nothing was sent; log the user in again or use a `TokenSource` that renews it",
            )
            .session_expired(),
            Self::TimedOut(limit) => Error::authenticate(format!(
                "the token source gave no access token within {limit:?}, so nothing was sent"
            ))
            .timed_out(),
            Self::Source(source) => {
                let ends_session = causes(&*source).any(<dyn StdError>::is::<SessionExpired>);
                let error = Error::authenticate(
                    "the token source gave no access token, so nothing was sent",
                )
                .with_source(source);
                if ends_session {
                    error.session_expired()
                } else {
                    error
                }
            }
            // The message of a panic is not passed on: it may quote a token.
            Self::Panicked => Error::authenticate("the token source panicked, so nothing was sent"),
            Self::Ended => Error::authenticate(
                "the runtime ended while the token source was asked, so nothing was sent",
            ),
        }
    }
}

/// An error and what caused it.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    successors(Some(error), |&error| error.source())
}

/// [`TokenSource`] with a boxed future, so that a session needs no type parameter.
trait DynTokenSource: Send + Sync {
    fn token(&self) -> TokenFuture<'_>;
    fn refused(&self, token: &AccessToken);
}

type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = std::result::Result<AccessToken, BoxError>> + Send + 'a>>;

impl<T: TokenSource> DynTokenSource for T {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(TokenSource::token(self))
    }

    fn refused(&self, token: &AccessToken) {
        TokenSource::refused(self, token);
    }
}
