//! The answer that says that a challenge was met.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::part::part;
use super::probe;
use super::vocabulary::{ConnectPay, Vocabulary, Words};
use crate::error::Result;
use crate::response::{Answered, Decode, Decoder};

/// The answer of an endpoint that verifies a one-time password: the challenge was met.
///
/// It is read only from an answer that says so (`"scaStatus": "finalised"`). Any other
/// success fails the call with [`Outcome::Unknown`](crate::Outcome::Unknown). `T` is
/// what the answer has besides, such as the tokens of a login.
///
/// That it is final says nothing of the payment: it "does not mean that payment itself
/// is successfully processed" (ConnectPay, payment authorisation with SCA).
pub struct Finalised<T = (), V = ConnectPay> {
    value: T,
    vocabulary: PhantomData<fn() -> V>,
}

impl<T, V> Finalised<T, V> {
    /// For a fake, whose [`Call::ready`](crate::Call::ready) is to be a success.
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
            vocabulary: PhantomData,
        }
    }

    /// What the answer has besides.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T, V> Decoder<Finalised<T, V>> {
    /// The value of an answer that says that the challenge was met.
    #[must_use]
    pub fn __decode(&self) -> Decode<Finalised<T, V>>
    where
        T: DeserializeOwned,
        V: Vocabulary,
    {
        decode
    }
}

fn decode<T: DeserializeOwned, V: Vocabulary>(answer: Answered) -> Result<Finalised<T, V>> {
    let words = Words::of::<V>();
    if probe::is_finalised(answer.body(), words) {
        return answer.read(part).map(Finalised::new);
    }
    Err(answer.without_value(|answer| {
        format!(
            "ConnectPay answered {} without a `{}` of `{}`, so whether the one-time password was \
             accepted is not known; ask for the state of what it was to authorise",
            answer.status(),
            words.sca_status.unwrap_or_default(),
            words.finalised.join("` or `"),
        )
    }))
}

impl<T, V> fmt::Debug for Finalised<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finalised").finish_non_exhaustive()
    }
}
