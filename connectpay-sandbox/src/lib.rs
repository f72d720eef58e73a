//! Try and test an integration without an account, against a loopback server that
//! enforces what ConnectPay documents about authentication.
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
//! // Afterwards, see what arrived and how it was answered.
//! assert!(sandbox.requests().is_empty());
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! The sandbox is also a program: `cargo run -p connectpay-sandbox` prints the
//! credentials, a `curl` line for each scheme and one for a payment, then logs every
//! request with its verdict and every one-time password in place of an SMS.
//! `--issue-token USER` prints a token for a user of that name.
//!
//! # What it enforces
//!
//! Only the segments of the path decide which credentials a request needs.
//!
//! | path has the segment | needed | refused |
//! |---|---|---|
//! | `partner` | `x-connectpay-api-key: base64(ClientKey:ClientSecret)`, bare or after `Basic ` | a bearer token, instead of the key or in addition |
//! | `client` | `Authorization: Bearer <token>` and `PSU-IP-Address: <IP address>` | the API key instead of the token |
//! | neither, or both without [`SandboxBuilder::decided_by`] | | every request |
//!
//! Two of ConnectPay's pages say that the user's token is used together with the
//! platform's credentials, so a `client` path accepts the API key *in addition* to the
//! token, if the key is right. A user's access token lives for five minutes, as
//! documented. The sandbox refuses a credential header that occurs twice, and a path
//! whose escapes or dot segments could turn into one of the two segments.
//!
//! A refusal is a problem document (RFC 9457, `application/problem+json`)
//! whose `detail` says what was wrong and what was expected, and whose `rule`
//! is the stable name of a [`Rule`]. ConnectPay documents no error format:
//! this one, the statuses and `WWW-Authenticate` are the sandbox's own.
//!
//! # What it serves
//!
//! ConnectPay's public pages show four paths, without the method or the JSON names of a
//! request. So **methods, names and bodies are the sandbox's own**, to have something
//! to answer. Write your declarations from ConnectPay's reference, which partners have.
//!
//! | path | documented | the sandbox's own |
//! |---|---|---|
//! | `/baas-sca/user-management/partner/users` | the path; that creating a user takes an email, the encrypted password, a phone number and a redirect URL, and returns a validation URL, an event ID and a user ID; that the validation is possible for an hour | that this is the path that creates users; `POST`; `email`, `password`, `mobilePhoneNumber`, `redirectUrl`; 201 with `userId`, `eventId`, `emailValidationUrl`; the same email again gives the same `userId` with a new event and URL |
//! | `/baas-sca/user-management/client/users/logout` | the path; that it ends the access tokens | `POST`; 204; that it ends the session of the presented token: that token, those that it was refreshed to and their refresh token, and no other session of the user |
//! | `/baas-sca/user-management/client/sca/authorise/{authorisationEventId}` | the path; that it sends the one-time password | `POST` without a body; 200 with `authorisationEventId` and `challengeStatus`; 404 for an event that the sandbox did not start for this user |
//! | `/baas-sca/merchant/partner/topup/pis` | the path; a `redirectUrl`; 201 with `merchant`, `payment.paymentId` and `payment.redirectUrl` | `POST`; an empty `merchant`; other members of the request are ignored |
//!
//! Bodies are JSON objects of at most [`MAX_BODY_BYTES`], sent as
//! `Content-Type: application/json`; this, too, is the sandbox's own rule. URLs in
//! answers are under `https://sandbox.invalid`, a name that never resolves.
//!
//! ## The sandbox's own paths
//!
//! ConnectPay documents more calls by name and shows no paths for them. The sandbox has
//! them so that you can try an application as a whole. Their first segment is not one
//! of ConnectPay's: **no path that begins with `/sandbox` exists at ConnectPay.** The
//! fields of payments, `challengeStatus`, `scaStatus` and `paymentStatus` have
//! ConnectPay's documented names and values; all other names, and all statuses, are the
//! sandbox's own.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `POST /sandbox/partner/users/{eventId}/validate` | | 204: plays the user who follows the link in the email |
//! | `POST /sandbox/partner/login` | `email`, `password` as it was created | `challengeStatus`, `authorisationEventId` |
//! | `POST /sandbox/partner/sca/authorise/{authorisationEventId}` | | sends a login's one-time password |
//! | `POST /sandbox/partner/sca/verify` | `authorisationEventId`, `otp` | `scaStatus`, `accessToken`, `expiresIn`, `refreshToken`, `refreshTokenExpiresIn` (seconds) |
//! | `POST /sandbox/partner/tokens/refresh` | `refreshToken` | the same without `scaStatus` |
//! | `POST /sandbox/partner/tokens` | `user`, any name | the same: a login without its factors |
//! | `POST /sandbox/partner/faults` | `fault`: `dropped-connection`, `hang`, or `status` with a `status`; `retryAfter` (seconds), `method`, `path`, `afterProcessing` if they are wanted | 204: as [`Sandbox::next`], for clients in other languages |
//! | `POST /sandbox/partner/clock` | `advance` (seconds) | 204: as [`Sandbox::advance`] |
//! | `POST /sandbox/client/sca/verify` | `authorisationEventId`, `otp` | `scaStatus` |
//! | `POST /sandbox/client/payments` | the documented fields; `paymentRail`, `creditorName`, `creditorAccount.iban` and `instructedAmount` are required | 201 with `paymentOrderNo`, `challengeStatus`, `authorisationEventId` |
//! | `GET /sandbox/client/payments/{paymentOrderNo}` | | the documented fields with `paymentStatus` |
//! | `GET /sandbox/client/payments?externalReference=…` | | `{"payments": [{…}]}`, all or those of the reference: what there is to ask after an outcome that is unknown |
//! | `GET /sandbox/client/accounts` | | `{"accounts": [{…}]}`: the one account of the user |
//! | `GET /sandbox/client/accounts/{accountId}/entries` | | `{"entries": [{…}]}`, pending and booked |
//! | `GET /sandbox/client/accounts/{accountId}/entries/{transactionId}` | | one of them |
//!
//! A payment has at least:
//!
//! ```json
//! {
//!     "paymentRail": "SEPA_SCT_INST",
//!     "creditorName": "Grace Hopper",
//!     "creditorAccount": {"iban": "DE89370400440532013000"},
//!     "instructedAmount": {"amount": "12.50", "currency": "EUR"}
//! }
//! ```
//!
//! Give it an `externalReference` as well, by which you find a payment whose number was
//! lost. The rails are `INTERNAL`, `SEPA_SCT_INST`, `SEPA_SCT` and `SWIFT`.
//!
//! To serve endpoints of your own behind the same authentication, use
//! [`SandboxBuilder::router`] and [`SandboxBuilder::router_with`], or, on another
//! server, [`AuthenticationLayer`].
//!
//! # One-time passwords
//!
//! A code has six digits, and a test reads it with [`Sandbox::last_code`]. It lives for
//! [`CODE_LIFETIME`], is good for one use, and is replaced by the next code that is
//! sent. A challenge takes [`CODE_ATTEMPTS`] wrong codes, however often a code was
//! sent, and can be authorised for [`CHALLENGE_LIFETIME`]. Each failure is a [`Rule`]
//! of its own: `otp-wrong`, `otp-expired`, `otp-used`, `otp-attempts-exceeded`,
//! `otp-not-sent`. None of them is a 401, which would make a client get another access
//! token and send the code again.
//!
//! # What becomes of a payment
//!
//! `scaStatus: finalised` does not mean that a payment is made. From then on, the
//! payment goes through these statuses by the sandbox's clock, which
//! [`Sandbox::advance`] moves and [`SandboxBuilder::paused_clock`] stops:
//!
//! | amount, in any currency | at once | after 1 s | after 5 s | after a day |
//! |---|---|---|---|---|
//! | any other | `RCVD` | `PDNG` | `ACSC` | |
//! | `13.13` | `RCVD` | `PDNG` | `RJCT` | |
//! | `31.31` | `RCVD` | `RJCT` | | |
//! | `99.99` | `RCVD` | `PDNG` | | `ACSC` |
//! | `66.66` | `RCVD` | `PDNG` | | `RJCT` |
//! | more than the account holds | `RCVD` | `RJCT` | | |
//!
//! A payment that is not authorised within [`CHALLENGE_LIFETIME`] goes from
//! `RCVD` to `RJCT`. Every user has an account with 10,000.00 of each currency
//! that ConnectPay documents. The same `externalReference` twice makes two
//! payments: ConnectPay documents no idempotency key.
//!
//! # What goes wrong on demand
//!
//! To rehearse a payment whose outcome is unknown, use [`Sandbox::next`]. The next
//! request, or the next one with a certain path or method, then ends as a [`Fault`]
//! says: with a status, in silence, or with its connection closed, before or after it
//! was carried out.
//!
//! # What it is not
//!
//! The sandbox is not ConnectPay: it says nothing about statuses, limits or anything
//! else that is not in the tables above. It listens on loopback without TLS. It keeps
//! users, tokens, challenges and payments in memory until it is dropped. Users and payments
//! take at most [`CAPACITY_BYTES`] each; a new one is then refused with 503. It remembers
//! at most [`HISTORY`] requests, of at most [`HISTORY_BYTES`] in total, without their
//! secrets ([`RecordedRequest`]).

// Public types that will grow must be able to do so without breaking their users.
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]

mod access;
mod account;
mod amount;
mod api;
mod api_key;
mod authority;
mod bearer;
mod builder;
mod capacity;
mod challenge;
mod clock;
mod connection;
mod decided_path;
mod entry;
mod fault;
mod header;
mod layer;
mod path_template;
mod payment;
mod principal;
mod problem;
mod psu_ip;
mod random;
mod record;
mod rule;
mod sandbox;
mod scheme;
mod server;
mod session;
mod token;
mod users;

pub use authority::{Authority, SAMPLE_CLIENT_KEY, SAMPLE_CLIENT_SECRET};
pub use builder::SandboxBuilder;
pub use capacity::CAPACITY_BYTES;
pub use challenge::{CHALLENGE_LIFETIME, CODE_ATTEMPTS, CODE_LIFETIME, SentCode};
pub use fault::Fault;
pub use layer::{Authentication, AuthenticationLayer};
pub use principal::Principal;
pub use problem::Refusal;
pub use record::{HISTORY, HISTORY_BYTES, MAX_BODY_BYTES, RecordedRequest};
pub use rule::Rule;
pub use sandbox::Sandbox;
