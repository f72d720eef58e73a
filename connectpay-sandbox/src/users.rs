//! The users that were created, and whether they may log in.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use subtle::ConstantTimeEq as _;

use crate::capacity::Capacity;
use crate::problem::Refusal;
use crate::random;
use crate::rule::Rule;

/// ConnectPay documents that the validation of an email is possible for an hour.
const VALIDATION_LIFETIME: Duration = Duration::from_secs(60 * 60);

#[derive(Default)]
pub(crate) struct Users(Mutex<State>);

#[derive(Default)]
struct State {
    /// The users by email, which is the user's name.
    users: HashMap<String, User>,
    /// The email that an event validates, and until when.
    validations: HashMap<String, (String, Duration)>,
    capacity: Capacity,
}

impl State {
    /// Takes room. Validations whose time is over give theirs back only if it is needed,
    /// since the answer to a late one says that it is late.
    fn take(&mut self, texts: usize, now: Duration) -> Result<(), Refusal> {
        self.capacity.take(texts).or_else(|_| {
            let capacity = &mut self.capacity;
            self.validations.retain(|event, (email, until)| {
                let is_kept = now < *until;
                if !is_kept {
                    capacity.give_back(event.len() + email.len());
                }
                is_kept
            });
            self.capacity.take(texts)
        })
    }
}

struct User {
    id: String,
    /// This is opaque, since the user's browser encrypted it for ConnectPay. A login
    /// sends the same text again.
    password: String,
    is_validated: bool,
}

impl Users {
    /// Returns the user's identifier, which stays the same for an email that already
    /// exists. The password of a validated user stays too: a caller that can create
    /// users must not be able to take one over.
    pub(crate) fn create(
        &self,
        email: &str,
        password: &str,
        event: &str,
        now: Duration,
    ) -> Result<String, Refusal> {
        let mut state = self.lock();
        state.take(event.len() + email.len(), now)?;
        let until = now.saturating_add(VALIDATION_LIFETIME);
        state
            .validations
            .insert(event.to_owned(), (email.to_owned(), until));
        let user = state.users.get(email);
        if user.is_none_or(|user| !user.is_validated) {
            let before = user.map(|user| user.password.len());
            state.take(email.len() + password.len(), now)?;
            if let Some(before) = before {
                state.capacity.give_back(email.len() + before);
            }
        }
        let user = state.users.entry(email.to_owned()).or_insert_with(|| User {
            id: random::text::<16>(),
            password: String::new(),
            is_validated: false,
        });
        if !user.is_validated {
            password.clone_into(&mut user.password);
        }
        Ok(user.id.clone())
    }

    /// Validates the user of this event, as the link in the email does.
    pub(crate) fn follow_link(&self, event: &str, now: Duration) -> Result<(), Refusal> {
        let mut state = self.lock();
        let (email, until) = state.validations.get(event).cloned().ok_or_else(|| {
            Refusal::new(
                Rule::UnknownEvent,
                "no user was created with this event; expected the `eventId` of the answer that \
                 created one",
            )
        })?;
        if now >= until {
            return Err(Refusal::new(
                Rule::EventExpired,
                "the validation of the email was possible for an hour, which is over; expected a \
                 new `eventId`: create the user again",
            ));
        }
        if let Some(user) = state.users.get_mut(&email) {
            user.is_validated = true;
        }
        Ok(())
    }

    /// Validates a user. Returns `false` if there is no user with this email.
    pub(crate) fn validate(&self, email: &str) -> bool {
        let mut state = self.lock();
        let user = state.users.get_mut(email);
        user.is_some_and(|user| {
            user.is_validated = true;
            true
        })
    }

    /// Whether the first factor of a login is right.
    pub(crate) fn check(&self, email: &str, password: &str) -> Result<(), Refusal> {
        let state = self.lock();
        let user = state
            .users
            .get(email)
            .filter(|user| bool::from(user.password.as_bytes().ct_eq(password.as_bytes())));
        // Both failures have the same answer, so that nobody learns who is a user.
        let user = user.ok_or_else(|| {
            Refusal::new(
                Rule::LoginRefused,
                "there is no user with this email and this encrypted password; expected those \
                 that a user was created with, or first created with if validated since",
            )
        })?;
        if !user.is_validated {
            return Err(Refusal::new(
                Rule::UserNotValidated,
                "the user has not validated the email yet; expected that the link in it was \
                 followed, which `Sandbox::validate_user` and `POST \
                 /sandbox/partner/users/{eventId}/validate` play",
            ));
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
