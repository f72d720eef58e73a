//! Challenges: what a user authorises with a one-time password.

mod code;
mod state;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use self::state::Challenge;
use crate::principal::Principal;
use crate::problem::Refusal;
use crate::random;
use crate::rule::Rule;

pub use self::code::{CODE_ATTEMPTS, CODE_LIFETIME, SentCode};
pub use self::state::CHALLENGE_LIFETIME;
pub(crate) use self::state::{Effect, Purpose};

/// Called with each code when it is sent.
pub(crate) type CodeObserver = Box<dyn Fn(&SentCode) + Send + Sync>;

/// The challenges that were started, by their `authorisationEventId`.
#[derive(Default)]
pub(crate) struct Challenges {
    state: Mutex<State>,
    observer: OnceLock<CodeObserver>,
}

#[derive(Default)]
struct State {
    challenges: HashMap<String, Challenge>,
    /// The newest code of each user, valid or not.
    last_codes: HashMap<String, String>,
}

impl Challenges {
    /// Only `user` may authorise it. Without a user, the first one who asks for its
    /// code may.
    pub(crate) fn start(
        &self,
        purpose: Purpose,
        user: Option<&str>,
        effect: Option<Effect>,
        now: Duration,
    ) -> String {
        let event = random::text::<16>();
        let challenge = Challenge::new(purpose, user.map(str::to_owned), effect, now);
        self.lock().challenges.insert(event.clone(), challenge);
        event
    }

    /// Sends a new code, which replaces the previous one.
    pub(crate) fn send(
        &self,
        asker: &Principal,
        event: &str,
        now: Duration,
    ) -> Result<(), Refusal> {
        let sent = {
            let mut state = self.lock();
            let (user, code) = find(&mut state, asker, event)?.send(asker, now)?;
            state.last_codes.insert(user.clone(), code.clone());
            SentCode {
                user,
                authorisation_event_id: event.to_owned(),
                code,
            }
        };
        if let Some(observer) = self.observer.get() {
            observer(&sent);
        }
        Ok(())
    }

    /// Finalises the challenge if the code is right, and returns its user.
    pub(crate) fn verify(
        &self,
        asker: &Principal,
        event: &str,
        code: &str,
        now: Duration,
    ) -> Result<String, Refusal> {
        let (user, effect) = find(&mut self.lock(), asker, event)?.verify(code, now)?;
        // The action may ask for challenges, so the lock must be free.
        if let Some(effect) = effect {
            effect();
        }
        Ok(user)
    }

    pub(crate) fn is_finalised(&self, event: &str) -> bool {
        let state = self.lock();
        state
            .challenges
            .get(event)
            .is_some_and(Challenge::is_finalised)
    }

    pub(crate) fn last_code(&self, user: &str) -> Option<String> {
        self.lock().last_codes.get(user).cloned()
    }

    /// Only the first observer counts, and the sandbox sets one before it starts.
    pub(crate) fn observe(&self, observer: CodeObserver) {
        let _ = self.observer.set(observer);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The challenge, if it belongs to the user who asks. Another user's challenge counts
/// as unknown.
fn find<'s>(
    state: &'s mut State,
    asker: &Principal,
    event: &str,
) -> Result<&'s mut Challenge, Refusal> {
    let challenge = state.challenges.get_mut(event);
    let challenge = challenge.filter(|challenge| challenge.may_be_known_to(asker));
    let challenge = challenge.ok_or_else(|| {
        Refusal::new(
            Rule::UnknownEvent,
            "the sandbox did not start this event, or started it for another user; expected the \
             `authorisationEventId` of an answer to this user, the `eventId` of a created user, or \
             one from `Sandbox::start_authorisation_event`",
        )
    })?;
    challenge.check_scheme(asker)?;
    Ok(challenge)
}
