//! An answer that is a value or asks for a challenge first.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

use super::challenge::Challenge;
use super::part::part;
use super::probe::{self, Unclear};
use super::vocabulary::{ConnectPay, Vocabulary, Words};
use crate::error::{Result, ServiceAnswer};
use crate::response::{Answered, Decode, Decoder};

/// The answer of an endpoint that may need strong customer authentication.
///
/// It is read from the same JSON as `D` alone would be, so `D` and `P` declare only
/// their own fields and none of the challenge's. `P` is what an answer with a challenge
/// holds besides the challenge. For a payment it is the same as `D`, since both answers
/// have the `paymentOrderNo`; for a login it is `()`, since there are no tokens yet.
///
/// An answer that mentions a challenge is never [`Done`](Self::Done). If it does so in
/// unknown words, or without the challenge's identifier, the call fails with
/// [`Stage::Decode`](crate::Stage::Decode) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown), and
/// [`Error::service`](crate::Error::service) has the answer.
///
/// ```
/// use connectpay::sca::Sca;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Tokens {
///     access_token: String,
/// }
///
/// let answer = r#"{"challengeStatus": "Required", "authorisationEventId": "e-1"}"#;
/// let login: Sca<Tokens, ()> = serde_json::from_str(answer)?;
/// assert!(matches!(login, Sca::Required(_)));
///
/// let login: Sca<Tokens, ()> = serde_json::from_str(r#"{"access_token": "abc"}"#)?;
/// assert!(matches!(login, Sca::Done(_)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "a challenge must be met, or the step is not done"]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever matches on it has to handle both, and there is no third"
)]
pub enum Sca<D, P = D, V = ConnectPay> {
    /// The step is done.
    Done(D),
    /// The step is done once the challenge is met.
    Required(Pending<P, V>),
}

/// A step that waits for its challenge to be met.
#[expect(
    clippy::exhaustive_structs,
    reason = "it is taken apart where it is used"
)]
pub struct Pending<P, V = ConnectPay> {
    /// What the answer holds besides the challenge.
    pub answer: P,
    /// The challenge that the user has to meet.
    pub challenge: Challenge<V>,
}

impl<D, P, V> Decoder<Sca<D, P, V>> {
    /// Reads the value or the challenge from the same JSON.
    #[must_use]
    pub fn __decode(&self) -> Decode<Sca<D, P, V>>
    where
        D: DeserializeOwned,
        P: DeserializeOwned,
        V: Vocabulary,
    {
        decode
    }
}

fn decode<D, P, V>(answer: Answered) -> Result<Sca<D, P, V>>
where
    D: DeserializeOwned,
    P: DeserializeOwned,
    V: Vocabulary,
{
    match probe::challenge(answer.body(), Words::of::<V>()) {
        Ok(None) => answer.read(part).map(Sca::Done),
        Ok(Some(id)) => Ok(Sca::Required(Pending {
            answer: answer.read(part)?,
            challenge: Challenge::new(id),
        })),
        Err(Unclear::Unreadable(error)) => {
            Err(answer.unreadable(&error, std::any::type_name::<Sca<D, P>>()))
        }
        Err(unclear) => {
            Err(answer.without_value(|answer| message(&unclear, answer, Words::of::<V>())))
        }
    }
}

fn message(unclear: &Unclear, answer: &ServiceAnswer, words: Words) -> String {
    let Words {
        challenge_status,
        event_id,
        ..
    } = words;
    let required = words.required.join("` or `");
    let what = match unclear {
        Unclear::UnknownStatus => format!(
            "whose `{challenge_status}` is not `{required}`; a `connectpay::sca::Vocabulary` \
             of your own names other words"
        ),
        Unclear::Unreadable(_) => "that is not JSON".to_owned(),
        Unclear::NoEventId => {
            format!("that asks for strong customer authentication without an `{event_id}`")
        }
        Unclear::Misplaced => format!(
            "that has a `{challenge_status}` or `{event_id}` twice, or inside of another member; \
             expected each once at its top"
        ),
    };
    format!(
        "ConnectPay answered {}, {what}; what was done is not known, and `Error::service` has \
         the answer",
        answer.status(),
    )
}

/// It goes through the text of the JSON, so that both readings see the same. It works
/// only with `serde_json`.
impl<'de, D, P, V> Deserialize<'de> for Sca<D, P, V>
where
    D: DeserializeOwned,
    P: DeserializeOwned,
    V: Vocabulary,
{
    fn deserialize<T: Deserializer<'de>>(deserializer: T) -> std::result::Result<Self, T::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let json = json.get().as_bytes();
        let unclear = |_| de::Error::custom("the answer speaks of a challenge in an unknown way");
        // serde's own message may quote the value, so it is not passed on.
        let unfit = |_| de::Error::custom("the answer is JSON of another shape");
        match probe::challenge(json, Words::of::<V>()).map_err(unclear)? {
            None => part(json).map(Self::Done).map_err(unfit),
            Some(id) => Ok(Self::Required(Pending {
                answer: part(json).map_err(unfit)?,
                challenge: Challenge::new(id),
            })),
        }
    }
}

impl<D, P, V> fmt::Debug for Sca<D, P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done(_) => "Done(..)",
            Self::Required(_) => "Required(..)",
        })
    }
}

impl<P, V> fmt::Debug for Pending<P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
