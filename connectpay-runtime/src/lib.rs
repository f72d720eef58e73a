//! Typed, authenticated clients for ConnectPay.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod api;
mod auth;
mod call;
mod caller;
mod client;
mod clock;
mod endpoint;
mod environment;
mod error;
mod exchange;
mod path;
mod request;
mod response;
mod secret;
mod session;
mod token;
mod transport;

/// For generated code alone; its content changes without notice.
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use connectpay_macros::{api, endpoint};

pub use crate::api::{Api, Location, Operation, Parameter};
pub use crate::auth::{ApiKeyFormat, AuthScheme, Partner, PartnerCredentials, Scheme, User};
pub use crate::call::Call;
pub use crate::caller::{Caller, Channel};
pub use crate::client::{Client, ClientBuilder};
pub use crate::endpoint::{Endpoint, Host};
pub use crate::environment::{BaseUrl, Environment};
pub use crate::error::{BoxError, Error, Outcome, Result, Stage};
pub use crate::path::PathValue;
pub use crate::request::HeaderArgument;
pub use crate::response::ServiceAnswer;
pub use crate::session::Session;
pub use crate::token::{AccessToken, TokenSource};
pub use crate::transport::{NotSent, RequestBody};
