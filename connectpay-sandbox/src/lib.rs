//! A loopback server that enforces what ConnectPay documents about
//! authentication, so that an integration can be tried and tested without an
//! account.
//!
//! ```
//! use connectpay_sandbox::Sandbox;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let sandbox = Sandbox::start().await?;
//!
//! // For a client of the `connectpay` library:
//! let (environment, credentials) = (sandbox.environment(), sandbox.credentials());
//! let token = sandbox.issue_token("ada@example.com");
//!
//! // For any other client:
//! println!("{} {}", sandbox.base_url(), sandbox.client_key());
//!
//! // Afterwards: what arrived, and what became of it.
//! assert!(sandbox.requests().is_empty());
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! It is also a program: `cargo run -p connectpay-sandbox` prints the
//! credentials and a `curl` line for each scheme, then logs every request with
//! its verdict.
//!
//! # What it enforces
//!
//! The segments of the path alone decide which credentials a request needs.
//!
//! | path has the segment | needed | refused |
//! |---|---|---|
//! | `partner` | `x-connectpay-api-key: base64(ClientKey:ClientSecret)`, bare or after `Basic ` | a bearer token, instead of the key or in addition |
//! | `client` | `Authorization: Bearer <token>` and `PSU-IP-Address: <IP address>` | the API key instead of the token |
//! | both or neither | | every request |
//!
//! Two of ConnectPay's pages say that the user's token is used together with
//! the platform's credentials, so the API key *in addition* to the token is
//! accepted on a `client` path; it must be right then. A user's access token
//! lives five minutes, as documented. A credential header that is there twice
//! is refused, and so is a path whose escapes or dot segments could turn into
//! one of the two segments.
//!
//! A refusal is a problem document (RFC 9457, `application/problem+json`)
//! whose `detail` says what was wrong and what was expected, and whose `rule`
//! is the stable name of a [`Rule`]. ConnectPay documents no error format:
//! this one, the statuses and `WWW-Authenticate` are the sandbox's own.
//!
//! # What it serves
//!
//! The four paths that ConnectPay's public pages show. The pages show no
//! method and no JSON names of a request for any of them, so **methods, names
//! and bodies are the sandbox's own**, there to have something to answer.
//! Write declarations from ConnectPay's reference, which partners have.
//!
//! | path | documented | the sandbox's own |
//! |---|---|---|
//! | `/baas-sca/user-management/partner/users` | the path; that creating a user takes an email, the encrypted password, a phone number and a redirect URL, and returns a validation URL, an event ID and a user ID | that this is the path that creates users; `POST`; `email`, `password`, `mobilePhoneNumber`, `redirectUrl`; 201 with `userId`, `eventId`, `emailValidationUrl`; the same email again gives the same `userId` with a new event and URL |
//! | `/baas-sca/user-management/client/users/logout` | the path; that it ends the access tokens | `POST`; 204; that it ends the session of the presented token: that token, those that it was refreshed to and their refresh token, and no other session of the user |
//! | `/baas-sca/user-management/client/sca/authorise/{authorisationEventId}` | the path; that it sends the one-time password | `POST` without a body; 200 with `authorisationEventId` and `challengeStatus`; 404 for an event that the sandbox did not start; nothing is sent to anybody |
//! | `/baas-sca/merchant/partner/topup/pis` | the path; a `redirectUrl`; 201 with `merchant`, `payment.paymentId` and `payment.redirectUrl` | `POST`; an empty `merchant`; other members of the request are ignored |
//!
//! Bodies are JSON objects, declared as `Content-Type: application/json`, of
//! at most [`MAX_BODY_BYTES`]; this, too, is the sandbox's own. URLs in answers
//! are under `https://sandbox.invalid`, a name that never resolves.
//!
//! Endpoints of your own are served behind the same authentication with
//! [`SandboxBuilder::router`], or anywhere else with [`AuthenticationLayer`].
//!
//! # What it is not
//!
//! Not ConnectPay: it says nothing about statuses, limits or anything else
//! that is not in the tables above. It listens on loopback without TLS and
//! keeps everything in memory.

// What is public and will grow has to be able to, without breaking its users.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod access;
mod account;
mod amount;
mod api;
mod api_key;
mod authority;
mod bearer;
mod builder;
mod challenge;
mod clock;
mod connection;
mod entry;
mod fault;
mod header;
mod layer;
mod payment;
mod principal;
mod problem;
mod psu_ip;
mod random;
mod record;
mod rule;
mod sandbox;
mod server;
mod session;
mod token;
mod users;

pub use authority::{Authority, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
pub use builder::SandboxBuilder;
pub use challenge::{CHALLENGE_LIFETIME, CODE_ATTEMPTS, CODE_LIFETIME, SentCode};
pub use fault::Fault;
pub use layer::{Authentication, AuthenticationLayer};
pub use principal::Principal;
pub use problem::Refusal;
pub use record::{HISTORY, HISTORY_BYTES, MAX_BODY_BYTES, RecordedRequest};
pub use rule::Rule;
pub use sandbox::Sandbox;
