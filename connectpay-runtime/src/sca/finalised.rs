//! The answer that says that a challenge was met.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned};

use super::event_id::EventId;
use super::part::part;
use super::probe::{self, Unmet};
use super::vocabulary::{ConnectPay, Vocabulary, Words};
use crate::error::{Error, Result};
use crate::response::{Answered, Decode, Decoder};

/// The answer of an endpoint that verifies a one-time password, if the challenge was
/// met.
///
/// It is read only from an answer that says so (`"scaStatus": "finalised"`). With any
/// other success, and with one that raises a challenge beside it, the call fails with
/// [`Outcome::Unknown`](crate::Outcome::Unknown). The identifier of the challenge that was
/// met raises none. Like an [`Sca`](super::Sca), it is a whole answer and no part of one,
/// and its endpoint is `once` or a GET.
///
/// `T` is what else the answer holds, such as the tokens of a login.
///
/// It says nothing about the payment: `finalised` "does not mean that payment itself is
/// successfully processed" (ConnectPay, payment authorisation with SCA).
pub struct Finalised<T = (), V = ConnectPay> {
    value: T,
    /// The challenge that the answer names.
    event_id: Option<String>,
    vocabulary: PhantomData<fn() -> V>,
}

impl<T, V> Finalised<T, V> {
    /// Makes the answer for the [`Call::ready`](crate::Call::ready) of a fake.
    ///
    /// ```
    /// use connectpay::Call;
    /// use connectpay::sca::Finalised;
    ///
    /// let call: Call<Finalised> = Call::ready(Ok(Finalised::new(())));
    /// ```
    pub fn new(value: T) -> Self {
        Self {
            value,
            event_id: None,
            vocabulary: PhantomData,
        }
    }

    /// Whether the answer speaks of another challenge than this one.
    pub(super) fn is_of_another(&self, event: &EventId) -> bool {
        let named = self.event_id.as_deref();
        named.is_some_and(|named| named != event.as_str())
    }

    /// What else the answer holds.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, V> Decoder<Finalised<T, V>> {
    /// Reads the value of an answer that says that the challenge was met.
    #[must_use]
    pub fn __decode(&self) -> Decode<Finalised<T, V>>
    where
        T: for<'de> Deserialize<'de>,
        V: Vocabulary,
    {
        decode
    }
}

fn decode<T: DeserializeOwned, V: Vocabulary>(answer: &mut Answered) -> Result<Finalised<T, V>> {
    let words = Words::of::<V>();
    let unmet = match probe::finalised(answer.body(), words) {
        Ok(event_id) => {
            return match part(answer.body()) {
                Ok(value) => Ok(Finalised {
                    event_id,
                    ..Finalised::new(value)
                }),
                Err(error) => Err(answer.unreadable(error, std::any::type_name::<T>)),
            };
        }
        Err(unmet) => unmet,
    };
    Err(not_finalised(answer, unmet, words))
}

fn not_finalised(answer: &mut Answered, unmet: Unmet, words: Words) -> Error {
    answer.without_value(|answer| {
        format!(
            "ConnectPay answered {} {}, so whether the one-time password was accepted is not \
             known; ask for the state of what it was to authorise",
            answer.status(),
            what(unmet, words),
        )
    })
}

fn what(unmet: Unmet, words: Words) -> String {
    match (unmet, words.sca_status) {
        (Unmet::NotSaid, Some(status)) => {
            format!(
                "without a `{status}` of `{}`",
                words.finalised.join("` or `")
            )
        }
        (Unmet::NotSaid, None) => "with another status, or with what is not JSON".to_owned(),
        (Unmet::Challenge, _) => "with a challenge".to_owned(),
    }
}

impl<T, V> fmt::Debug for Finalised<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finalised").finish_non_exhaustive()
    }
}
