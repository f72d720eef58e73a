//! Strong customer authentication (SCA): answers that may be a challenge, and the way
//! from a challenge to its end.
//!
//! ConnectPay answers a login, a payment or another step that needs a second factor
//! with a success that has `"challengeStatus": "Required"` and an
//! `authorisationEventId` in it. The step is done only after the user has received a
//! one-time password, has entered it, and ConnectPay has verified it. Declare the
//! answer of such an endpoint as an [`Sca`], so that its caller has to handle the
//! challenge:
//!
//! ```
//! use connectpay::sca::{Challenge, EventId, Finalised, Next, Otp, Sca, Verdict};
//! use connectpay::{Result, Session};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize)]
//! pub struct NewPayment { /* … */ }
//!
//! #[derive(Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! pub struct Initiated {
//!     payment_order_no: String,
//! }
//!
//! #[derive(Serialize)]
//! pub struct Verification<'a> {
//!     otp: &'a Otp,
//! }
//!
//! // ConnectPay shows no paths for two of these endpoints, so those paths are made up.
//! #[connectpay::api(auth = user)]
//! pub trait Payments {
//!     #[connectpay::endpoint(path = "/example/client/payments", once)]
//!     async fn initiate(&self, #[body] payment: &NewPayment) -> Result<Sca<Initiated>>;
//!
//!     /// Sends the user a one-time password.
//!     #[connectpay::endpoint(
//!         method = POST,
//!         path = "/baas-sca/user-management/client/sca/authorise/{event}",
//!         once
//!     )]
//!     async fn send_code(&self, event: &EventId) -> Result<()>;
//!
//!     #[connectpay::endpoint(path = "/example/client/sca/verify/{event}", once)]
//!     async fn verify(&self, event: &EventId, #[body] code: &Verification<'_>) -> Result<Finalised>;
//! }
//!
//! async fn pay(session: &Session, payment: &NewPayment) -> Result<String> {
//!     let pending = match session.initiate(payment).await? {
//!         Sca::Done(initiated) => return Ok(initiated.payment_order_no),
//!         Sca::Required(pending) => pending,
//!     };
//!     let mut challenge = pending.challenge;
//!     challenge.send(|event| session.send_code(event)).await?;
//!     while challenge.next() == Next::AskForCode {
//!         let verdict = challenge
//!             .verify(typed_by_the_user()?, |event, otp| {
//!                 session.verify(event, &Verification { otp })
//!             })
//!             .await?;
//!         match verdict {
//!             Verdict::Finalised(()) => break,
//!             Verdict::Refused { tries_left, .. } => println!("{tries_left} tries left"),
//!         }
//!     }
//!     Ok(pending.answer.payment_order_no)
//! }
//! # fn typed_by_the_user() -> Result<Otp> { Otp::new("123456") }
//! ```
//!
//! Three rules keep money and codes from being sent twice:
//!
//! * Declare the endpoints that initiate, send a code or verify it as `once`. Their
//!   requests then reach ConnectPay at most once, even after a 401. The compiler refuses
//!   an endpoint that answers [`Sca`] or [`Finalised`] and is neither `once` nor a GET, and
//!   one that has no body and does not name its `method`. ConnectPay does not document which
//!   status answers a wrong code; if it is 401, a request that is sent again counts the same
//!   guess twice.
//! * After a verification whose outcome is unknown, [`Challenge::next`] is
//!   [`Next::AskForStatus`], and another code is refused with nothing sent. Ask for the
//!   state of the payment, then pass the answer to [`settle`](Challenge::settle).
//! * `"scaStatus": "finalised"` "does not mean that payment itself is successfully
//!   processed" (ConnectPay, payment authorisation with SCA). Follow the payment with
//!   [`until_final`](crate::until_final()).
//!
//! ConnectPay documents the words `challengeStatus`, `authorisationEventId` and
//! `"scaStatus": "finalised"`. If an answer uses other words, name them in one place:
//! see [`Vocabulary`].

mod answer;
mod challenge;
mod event_id;
mod finalised;
mod otp;
mod part;
mod probe;
mod search;
#[cfg(feature = "sealed")]
mod stored;
mod unread;
mod verdict;
mod vocabulary;
mod whole;

pub use self::answer::{Pending, Sca};
pub use self::challenge::{Challenge, Next};
pub use self::event_id::EventId;
pub use self::finalised::Finalised;
pub use self::otp::Otp;
pub use self::verdict::Verdict;
pub use self::vocabulary::{ConnectPay, Vocabulary};
