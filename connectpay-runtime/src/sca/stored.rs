//! A challenge that is stored elsewhere while the user reads a message.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::challenge::{Challenge, State, Step};
use super::event_id::EventId;
use super::vocabulary::{Vocabulary, Words};
use crate::error::{Error, Result};
use crate::sealed::{EncryptionKeys, Kind, Unopened};

/// The version of the stored form. What a newer version writes may mean something else.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Content {
    version: u32,
    /// The words by which its verification is read.
    words: String,
    event: String,
    /// Milliseconds since 1970.
    raised_at: u64,
    step: StoredStep,
    refused: u32,
}

#[derive(Serialize, Deserialize)]
enum StoredStep {
    Raised,
    Sent,
    Unclear,
    Over,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// With the feature `sealed`, a challenge can be stored elsewhere.
impl<V: Vocabulary> Challenge<V> {
    /// Turns the challenge into bytes, encrypted and bound to its owner, which is
    /// whatever the application knows the user by. Keep them on the server, where all
    /// machines find them, and store them again after each [`send`](Self::send) and
    /// [`verify`](Self::verify). Before a verification, store what
    /// [`seal_for_verification`](Self::seal_for_verification) gives.
    ///
    /// In a hidden field of a form they would be safe from being read or changed, and
    /// yet an old form that is submitted again brings back an older state: one in which
    /// fewer codes were refused, or in which a code of unknown fate was never tried.
    ///
    /// The challenge does not say what it is for. If a user can have more than one, make
    /// that a part of the owner, so that the challenge of one payment is never resumed
    /// for another: in a text that no other pair gives, such as
    /// `json!([user, reference]).to_string()`. Keep beside the challenge what has to be
    /// known then, such as the number of the payment.
    ///
    /// # Errors
    ///
    /// Fails if the system gives no random bytes.
    ///
    /// ```
    /// use connectpay::EncryptionKeys;
    /// use connectpay::sca::{Challenge, Sca};
    ///
    /// # fn answer() -> Sca<(), ()> {
    /// #     Sca::from_answer(r#"{"authorisationEventId":"e-1"}"#).unwrap()
    /// # }
    /// let keys = EncryptionKeys::new("2026-11", [7; 32])?;
    /// let Sca::Required(pending) = answer() else { panic!() };
    /// let kept = pending.challenge.seal("ada", &keys)?;
    ///
    /// // In the request that brings the code, perhaps on another machine:
    /// let challenge: Challenge = Challenge::resume(&kept, "ada", &keys)?;
    /// assert!(Challenge::<connectpay::sca::ConnectPay>::resume(&kept, "bob", &keys).is_err());
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn seal(&self, owner: &str, keys: &EncryptionKeys) -> Result<Vec<u8>> {
        self.seal_at(self.state.step, owner, keys)
    }

    /// Like [`seal`](Self::seal), as the challenge is while a code is being verified. Store
    /// it before each [`verify`](Self::verify), and what `seal` gives after it.
    ///
    /// If the process ends in between, nobody knows what became of the code. What is then
    /// resumed asks for the status, and [`settle`](Self::settle) counts the try. Otherwise
    /// each such end would give the user a try more.
    ///
    /// # Errors
    ///
    /// Fails as [`seal`](Self::seal) does.
    ///
    /// ```
    /// use connectpay::EncryptionKeys;
    /// use connectpay::sca::{Challenge, Next, Sca};
    ///
    /// # fn answer() -> Sca<(), ()> {
    /// #     Sca::from_answer(r#"{"authorisationEventId":"e-1"}"#).unwrap()
    /// # }
    /// let keys = EncryptionKeys::new("2026-11", [7; 32])?;
    /// let Sca::Required(pending) = answer() else { panic!() };
    /// let kept = pending.challenge.seal_for_verification("ada", &keys)?;
    ///
    /// let mut challenge: Challenge = Challenge::resume(&kept, "ada", &keys)?;
    /// assert_eq!(challenge.next(), Next::AskForStatus);
    /// challenge.settle(false);
    /// assert_eq!(challenge.tries_left(), 4);
    /// # Ok::<(), connectpay::Error>(())
    /// ```
    pub fn seal_for_verification(&self, owner: &str, keys: &EncryptionKeys) -> Result<Vec<u8>> {
        let step = match self.state.step {
            Step::Raised | Step::Sent | Step::Unclear => Step::Unclear,
            Step::Over => Step::Over,
        };
        self.seal_at(step, owner, keys)
    }

    fn seal_at(&self, step: Step, owner: &str, keys: &EncryptionKeys) -> Result<Vec<u8>> {
        let State {
            event,
            raised_at,
            refused,
            ..
        } = &self.state;
        let raised_at = raised_at.duration_since(UNIX_EPOCH).unwrap_or_default();
        let content = Content {
            version: VERSION,
            words: Words::of::<V>().to_string(),
            event: event.as_str().to_owned(),
            raised_at: u64::try_from(raised_at.as_millis()).unwrap_or(u64::MAX),
            step: match step {
                Step::Raised => StoredStep::Raised,
                Step::Sent => StoredStep::Sent,
                Step::Unclear => StoredStep::Unclear,
                Step::Over => StoredStep::Over,
            },
            refused: *refused,
        };
        let sealed = serde_json::to_vec(&content)
            .map_err(Into::into)
            .and_then(|content| keys.seal(Kind::Challenge, owner, &content));
        sealed.map_err(|error| {
            Error::build("the challenge could not be sealed").with_source(Arc::from(error))
        })
    }

    /// Restores a challenge that was [sealed](Self::seal) for this owner.
    ///
    /// # Errors
    ///
    /// Fails if the bytes were sealed for somebody else, were changed, were encrypted
    /// with a key that is not among these, were written by a newer version of this
    /// library, or belong to a challenge of another [`Vocabulary`]: in its words, the answer
    /// to a verification may mean something else. So a vocabulary that is changed ends the
    /// challenges that were sealed before.
    pub fn resume(sealed: &[u8], owner: &str, keys: &EncryptionKeys) -> Result<Self> {
        let plain = keys
            .open(Kind::Challenge, owner, sealed)
            .map_err(|unopened| {
                Error::build(match unopened {
                    Unopened::UnknownKey => {
                        "the challenge was sealed with a key that this process does not have; \
                         add it with `EncryptionKeys::also_opens`"
                    }
                    Unopened::Unreadable => UNREADABLE,
                })
            })?;
        // Not the parser's own error, which quotes what it read.
        let unreadable = |_| Error::build(UNREADABLE);
        let Version { version } = serde_json::from_slice(&plain).map_err(unreadable)?;
        if version != VERSION {
            return Err(Error::build(
                "the challenge was sealed by a newer version of this library, which may know of \
                 more than this one; resume it there",
            ));
        }
        let content: Content = serde_json::from_slice(&plain).map_err(unreadable)?;
        if content.words != Words::of::<V>().to_string() {
            return Err(Error::build(OTHER_WORDS));
        }
        let raised_at = UNIX_EPOCH.checked_add(Duration::from_millis(content.raised_at));
        Ok(Self {
            state: State {
                event: EventId::new(content.event),
                raised_at: raised_at.unwrap_or(UNIX_EPOCH),
                step: match content.step {
                    StoredStep::Raised => Step::Raised,
                    StoredStep::Sent => Step::Sent,
                    StoredStep::Unclear => Step::Unclear,
                    StoredStep::Over => Step::Over,
                },
                refused: content.refused,
            },
            vocabulary: PhantomData,
        })
    }
}

const OTHER_WORDS: &str = "the challenge was sealed under a `Vocabulary` of other words, in which \
    the answer to its verification may mean something else; resume it as a `Challenge` of that one";

const UNREADABLE: &str = "the challenge was sealed for somebody else, was changed, or was not \
    sealed by this library; it is not used";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sca::ConnectPay;

    #[test]
    fn what_a_newer_version_sealed_is_refused_in_words() {
        let keys = EncryptionKeys::new("a", [1; 32]).unwrap();
        let newer = br#"{"version":2,"steps":[]}"#;
        let sealed = keys.seal(Kind::Challenge, "ada", newer).unwrap();
        let error = Challenge::<ConnectPay>::resume(&sealed, "ada", &keys).unwrap_err();
        assert!(error.to_string().contains("newer version"), "{error}");
    }

    #[test]
    #[cfg(feature = "redis")]
    fn what_was_sealed_as_something_else_is_no_challenge() {
        let keys = EncryptionKeys::new("a", [1; 32]).unwrap();
        let sealed = keys.seal(Kind::Tokens, "ada", b"{}").unwrap();
        assert!(Challenge::<ConnectPay>::resume(&sealed, "ada", &keys).is_err());
    }
}
