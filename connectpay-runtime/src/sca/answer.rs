//! An answer that is a value or asks for a challenge first.

use std::fmt;

use bytes::Bytes;
use serde::de::{Deserialize, DeserializeOwned};

use super::challenge::Challenge;
use super::part::part;
use super::probe;
use super::unread::Unread;
use super::vocabulary::{ConnectPay, Vocabulary, Words};
use crate::error::{Error, Result, ServiceAnswer};
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
/// It is the whole answer of an endpoint and never a part of one: an `Option<Sca<_>>`, or
/// a struct with an `Sca` in a field, does not compile. Such a part could not see a
/// challenge beside it.
///
/// Declare the endpoint as `once`, or the compiler refuses it, unless it is a GET: a
/// request that is sent again would begin the step twice. An endpoint without a body has
/// to name its `method` beside this answer, even if that is GET.
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
/// let login: Sca<Tokens, ()> = Sca::from_answer(answer)?;
/// assert!(matches!(login, Sca::Required(_)));
///
/// let login: Sca<Tokens, ()> = Sca::from_answer(r#"{"access_token": "abc"}"#)?;
/// assert!(matches!(login, Sca::Done(_)));
/// # Ok::<(), connectpay::Error>(())
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
#[must_use = "a challenge must be met, or the step is not done"]
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

impl<D, P, V> Sca<D, P, V>
where
    D: DeserializeOwned,
    P: DeserializeOwned,
    V: Vocabulary,
{
    /// Reads the whole body of an answer, as a call does. It is for fakes and tests, which
    /// have no other way to make a challenge.
    ///
    /// # Errors
    ///
    /// Fails as a call does that gets this answer.
    ///
    /// ```
    /// use connectpay::Call;
    /// use connectpay::sca::Sca;
    ///
    /// fn initiate() -> Call<Sca<()>> {
    ///     let body = r#"{"challengeStatus": "Required", "authorisationEventId": "e-1"}"#;
    ///     Call::ready(Sca::from_answer(body))
    /// }
    /// # let _ = initiate();
    /// ```
    pub fn from_answer(body: impl AsRef<[u8]>) -> Result<Self> {
        let (body, words) = (body.as_ref(), Words::of::<V>());
        read(body, words).map_err(|unread| {
            let answer = http::Response::new(Bytes::copy_from_slice(body));
            let answer = ServiceAnswer::new(answer);
            let message = unread.message(&answer, std::any::type_name::<Sca<D, P>>(), words);
            Error::decode(message, answer)
        })
    }
}

impl<D, P, V> Decoder<Sca<D, P, V>> {
    /// Reads the value or the challenge from the same JSON.
    #[must_use]
    pub fn __decode(&self) -> Decode<Sca<D, P, V>>
    where
        D: for<'de> Deserialize<'de>,
        P: for<'de> Deserialize<'de>,
        V: Vocabulary,
    {
        decode
    }
}

// rustc compiles these anew for the answer of every endpoint, so they call no closures and
// no other function that is generic over it.

fn decode<D, P, V>(answer: &mut Answered) -> Result<Sca<D, P, V>>
where
    D: DeserializeOwned,
    P: DeserializeOwned,
    V: Vocabulary,
{
    let words = Words::of::<V>();
    match read(answer.body(), words) {
        Ok(value) => Ok(value),
        Err(unread) => Err(unread.error(answer, std::any::type_name::<Sca<D, P>>, words)),
    }
}

fn read<D, P, V>(body: &[u8], words: Words) -> std::result::Result<Sca<D, P, V>, Unread>
where
    D: DeserializeOwned,
    P: DeserializeOwned,
{
    let event = match probe::challenge(body, words) {
        Ok(Some(event)) => event,
        Ok(None) => {
            return match part(body) {
                Ok(value) => Ok(Sca::Done(value)),
                Err(error) => Err(Unread::Unfit(error)),
            };
        }
        Err(unclear) => return Err(Unread::Unclear(unclear)),
    };
    match part(body) {
        Ok(answer) => Ok(Sca::Required(Pending {
            answer,
            challenge: Challenge::new(event),
        })),
        Err(error) => Err(Unread::Unfit(error)),
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
