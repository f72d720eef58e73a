//! Follows a payment to its end, only by asking for its state.

mod asked;
mod words;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use http::Method;
use tokio::time::{Instant, sleep_until, timeout_at};

use self::asked::Asked;
use self::words::{Progress, Words};
use crate::call::Call;
use crate::clock::after;
use crate::error::{Error, Result};

/// An answer that says how far a payment has got.
///
/// ```
/// use connectpay::PaymentStatus;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Payment {
///     payment_status: String,
/// }
///
/// impl PaymentStatus for Payment {
///     fn payment_status(&self) -> &str {
///         &self.payment_status
///     }
/// }
/// ```
pub trait PaymentStatus {
    /// The status as ConnectPay writes it: `RCVD`, `PDNG`, `ACSC`, `RJCT`.
    fn payment_status(&self) -> &str;
}

/// How far a payment has got.
#[derive(Debug)]
#[must_use = "a payment that was not completed is no error"]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever matches on it has to handle all three, and there is no fourth"
)]
pub enum Followed<T> {
    /// The payment was carried out (`ACSC`).
    Completed(T),
    /// The payment was not carried out and will not be (`RJCT`).
    Rejected(T),
    /// The payment is neither yet (`RCVD`, `PDNG` or an unknown word), and the time for
    /// which it was followed is over, or too short for the pause that ConnectPay asked for
    /// with `Retry-After`. The value is the last answer. Ask again when the user comes
    /// back: ConnectPay names no limit to how long a payment can be pending.
    StillPending(T),
}

/// Follows a payment until its status is final. It asks for the status again and again
/// with the call that `ask` makes, after growing pauses.
///
/// It never initiates a payment: if the call is not a `GET`, nothing is sent.
/// ConnectPay writes about pending payments: "you must not create a retry mechanism for
/// PDNG payments". A pending payment is under way, and initiating it again makes a
/// second payment.
///
/// ```
/// use std::time::Duration;
///
/// use connectpay::{Followed, PaymentStatus, Result, Session, until_final};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// pub struct Payment {
///     payment_status: String,
/// }
///
/// impl PaymentStatus for Payment {
///     fn payment_status(&self) -> &str {
///         &self.payment_status
///     }
/// }
///
/// // ConnectPay shows no path for this, so this one is made up.
/// #[connectpay::api]
/// pub trait Payments {
///     #[connectpay::endpoint(path = "/example/client/payments/{order}", auth = user)]
///     async fn payment(&self, order: &str) -> Result<Payment>;
/// }
///
/// async fn follow(session: &Session, order: &str) -> Result<&'static str> {
///     let followed = until_final(|| session.payment(order))
///         .within(Duration::from_secs(30))
///         .await?;
///     Ok(match followed {
///         Followed::Completed(_) => "paid",
///         Followed::Rejected(_) => "not paid",
///         Followed::StillPending(_) => "under way: look again later, and do not pay again",
///     })
/// }
/// ```
///
/// Each question is a call by the user, which keeps the user logged in. So follow a
/// payment while the user waits for it, and not in the background.
pub fn until_final<'a, T, F>(ask: F) -> UntilFinal<'a, F>
where
    T: PaymentStatus + Send + 'a,
    F: FnMut() -> Call<T> + Send + 'a,
{
    UntilFinal {
        ask,
        of: PhantomData,
        limit: Duration::from_secs(60),
        words: Words::default(),
    }
}

/// A payment that is about to be followed. [`until_final`] makes it, and awaiting it
/// begins.
#[must_use = "nothing is asked until it is awaited"]
pub struct UntilFinal<'a, F> {
    ask: F,
    of: PhantomData<&'a ()>,
    limit: Duration,
    words: Words,
}

impl<F> UntilFinal<'_, F> {
    /// Sets how long the payment is followed, from the first question on. The default is 60
    /// seconds. The last question is asked within the last two seconds, unless ConnectPay
    /// asks for a longer pause.
    ///
    /// No question outlasts the limit. A limit of zero asks once, for as long as the call
    /// itself may take.
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Sets the words that say that a payment was carried out. The default is `ACSC`.
    pub fn completed_by(mut self, words: &'static [&'static str]) -> Self {
        self.words.completed = words;
        self
    }

    /// Sets the words that say that a payment will not be carried out. The default is
    /// `RJCT`. Any word that is in neither list means that the payment is pending.
    pub fn rejected_by(mut self, words: &'static [&'static str]) -> Self {
        self.words.rejected = words;
        self
    }
}

/// # Errors
///
/// Fails at once with an error of the call that does not pass by itself, such as one
/// with [`Error::is_session_expired`]. An error that may pass, such as a 503, is
/// returned only if no answer came before the following ended; it is then the last one.
/// That is when the time is over, or at once if ConnectPay asks with `Retry-After` for a
/// longer pause than is left. If there was no error either, [`Error::is_timeout`] is true.
impl<'a, T, F> IntoFuture for UntilFinal<'a, F>
where
    T: PaymentStatus + Send + 'a,
    F: FnMut() -> Call<T> + Send + 'a,
{
    type Output = Result<Followed<T>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.follow())
    }
}

impl<F> UntilFinal<'_, F> {
    async fn follow<T>(mut self) -> Result<Followed<T>>
    where
        T: PaymentStatus,
        F: FnMut() -> Call<T>,
    {
        let end = after(self.limit);
        let latest = end - LAST_QUESTION.min(self.limit / 10);
        let mut pauses = pauses();
        let mut last = match self.ask_first(end).await? {
            Asked::Final(followed) => return Ok(followed),
            asked => asked,
        };
        let mut wait = last.wait();
        loop {
            // The pause is added to what ConnectPay asked for, so that callers that
            // were told the same do not come back together. The last pause is shortened:
            // whoever waits until the end wants to hear what is known then.
            let pause = wait.saturating_add(pauses.next().unwrap_or(LONGEST_PAUSE));
            let next = after(pause).min(latest);
            if next < after(wait.max(SHORTEST_PAUSE)) {
                return last.at_the_end();
            }
            sleep_until(next).await;
            let asked = match timeout_at(end, self.ask_once()).await {
                Ok(asked) => asked?,
                Err(_) => return last.at_the_end(),
            };
            if let Asked::Final(followed) = asked {
                return Ok(followed);
            }
            wait = asked.wait();
            last = asked.after(last);
        }
    }

    /// A GET has no effect, so nothing is lost when the time ends its call.
    async fn ask_first<T>(&mut self, end: Instant) -> Result<Asked<T>>
    where
        T: PaymentStatus,
        F: FnMut() -> Call<T>,
    {
        let limit = self.limit;
        if limit.is_zero() {
            return self.ask_once().await;
        }
        let asked = timeout_at(end, self.ask_once()).await;
        asked.unwrap_or_else(|_| Err(Error::not_followed(limit)))
    }

    async fn ask_once<T>(&mut self) -> Result<Asked<T>>
    where
        T: PaymentStatus,
        F: FnMut() -> Call<T>,
    {
        let call = (self.ask)();
        // A fake's call has no endpoint and sends nothing.
        if call.endpoint().is_some_and(|it| it.method() != Method::GET) {
            return Err(Error::build(
                "`until_final` was given a call that is no `GET`, so nothing was sent; a payment \
                 is followed by asking for it, never by initiating it again",
            ));
        }
        match call.await {
            Ok(answer) => Ok(match self.words.read(answer.payment_status()) {
                Progress::Completed => Asked::Final(Followed::Completed(answer)),
                Progress::Rejected => Asked::Final(Followed::Rejected(answer)),
                Progress::Pending => Asked::Pending(answer),
            }),
            Err(error) if error.is_transient() && !error.is_session_expired() => {
                Ok(Asked::InVain(error))
            }
            Err(error) => Err(error),
        }
    }
}

/// How much time the last question has.
const LAST_QUESTION: Duration = Duration::from_secs(1);
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

fn pauses() -> ExponentialBackoff {
    ExponentialBuilder::default()
        .with_min_delay(SHORTEST_PAUSE)
        .with_max_delay(LONGEST_PAUSE)
        .with_jitter()
        .without_max_times()
        .build()
}

impl<F> fmt::Debug for UntilFinal<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilFinal")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
