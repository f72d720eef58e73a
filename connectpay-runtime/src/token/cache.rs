//! The token that a session uses now, and the refresh that gets the next one: one at a
//! time.

mod failure;
mod state;

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use http::HeaderValue;
use tokio::time::{Instant, timeout_at};

use self::failure::Failure;
use self::state::{Begun, Current, Refresh, State};
use super::source::{DynTokenSource, Unrenewed};
use super::{Tasks, TokenSource};
use crate::clock::Moment;
use crate::error::{Error, Result};

/// One user's tokens, shared by all clones of a session.
pub(crate) struct TokenCache(Arc<Asked>);

/// The part that a refresh's task needs as well.
struct Asked {
    source: Box<dyn DynTokenSource>,
    /// How long the source may take.
    limit: Duration,
    tasks: Tasks,
    state: Mutex<State>,
}

/// The session's token that a request carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Generation(u64);

/// The moment when a call asked for a token.
#[derive(Clone, Copy)]
struct Came {
    at: Instant,
    begun: Begun,
}

impl Came {
    fn now(state: &State) -> Self {
        Self {
            at: Instant::now(),
            begun: state.begun(),
        }
    }
}

/// How often a call asks again when the token that it waited for ended, or was refused
/// to others, before its turn came.
const ROUNDS: usize = 10;

/// How long a call with a usable token waits for a source that is asked on each call. A
/// healthy store takes less.
const LOOK: Duration = Duration::from_millis(250);

impl TokenCache {
    pub(crate) fn new(source: impl TokenSource, limit: Duration, tasks: Tasks) -> Self {
        Self(Arc::new(Asked {
            source: Box::new(source),
            limit,
            tasks,
            state: Mutex::default(),
        }))
    }

    /// The value of `Authorization` to use now, and the token that it carries.
    pub(crate) async fn authorization(&self) -> Result<(HeaderValue, Generation)> {
        let mut last = Failure::Late;
        let mut came: Option<Came> = None;
        for _ in 0..ROUNDS {
            let is_each_asked = self.0.source.is_asked_for_each_call();
            let (refresh, has_fresh, came) = {
                let mut state = self.0.state();
                let fresh = state.fresh();
                if let Some(current) = fresh.filter(|_| !is_each_asked || state.is_left_alone()) {
                    return Ok(state.give(current));
                }
                let has_fresh = fresh.is_some();
                let came = *came.get_or_insert_with(|| Came::now(&state));
                (self.0.join_or_begin(&mut state), has_fresh, came)
            };
            let result = if has_fresh {
                let looked = timeout_at(came.at + LOOK, refresh.result.clone()).await;
                looked.ok()
            } else {
                Some(refresh.result.clone().await)
            };
            // A refresh that began before this call may not know about a logout or
            // login that the call's author knows about.
            if is_each_asked && result.is_some() && !refresh.is_after(came.begun) {
                if let Some(Err(Failure::Ended)) = result {
                    self.0.state().forget(&refresh);
                }
                continue;
            }
            let mut state = self.0.state();
            // This uses the token in the state and not the one in the result: a call
            // that waited long may wake after that token was refused and replaced, or
            // has ended. After a failed refresh, a token that is still usable lets the
            // call go on.
            if let Some(current) = state.good() {
                return Ok(state.give(current));
            }
            match result.unwrap_or(Ok(())) {
                Ok(()) => {}
                Err(Failure::Ended) => {
                    state.forget(&refresh);
                    last = Failure::Ended;
                }
                Err(failure) => return Err(failure.into_error()),
            }
        }
        Err(last.into_error())
    }

    /// ConnectPay did not accept this token, so it is not used again.
    pub(crate) fn reject(&self, generation: Generation) {
        let refused = self.0.state().refuse(generation);
        // Outside the lock, since this is somebody else's code.
        if let Some(refused) = refused {
            self.0.source.refused(&refused);
        }
    }
}

impl Asked {
    /// The refresh that is under way, or a new one. Its own task stores the result, so
    /// that a caller that goes away leaves behind neither a token nor a failure that a
    /// later call would take for a new one.
    fn join_or_begin(self: &Arc<Self>, state: &mut State) -> Refresh {
        state.under_way_or(|refusals| {
            let asked = Arc::clone(self);
            let task = self.tasks.spawn(async move {
                // The message of a panic is not passed on, since it may quote a token.
                let answer = AssertUnwindSafe(asked.ask()).catch_unwind().await;
                let answer = answer.unwrap_or(Err(Failure::Panicked));
                asked.state().take_answer(answer, refusals)
            });
            task.map(|joined| joined.unwrap_or(Err(Failure::Ended)))
                .boxed()
                .shared()
        })
    }

    async fn ask(&self) -> std::result::Result<Current, Failure> {
        let asked = Moment::now();
        let token = match tokio::time::timeout(self.limit, self.source.token()).await {
            Ok(Ok(token)) => token.since(asked),
            Ok(Err(source)) if source.is::<Unrenewed>() => return Err(Failure::Unrenewed),
            Ok(Err(source)) => return Err(Failure::Source(source.into())),
            Err(_) => return Err(Failure::TimedOut(self.limit)),
        };
        if token.is_expired() {
            return Err(Failure::Late);
        }
        let authorization = token
            .authorization()
            .map_err(|error: Error| Failure::Source(Arc::new(error)))?;
        Ok(Current {
            token,
            authorization,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that runs under the lock can panic halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
