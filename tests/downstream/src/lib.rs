//! The endpoints of the integrated-SCA product whose paths ConnectPay's pages
//! show, as a crate that others depend on.
//!
//! The crate knows the runtime by another name, and its users need not know the runtime
//! at all: the crate re-exports what they touch.
//!
//! ConnectPay shows no HTTP method for these paths, so `POST` is inferred. Other
//! inferences are marked below.
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

mod sca;
mod topup;
mod user_management;

pub use payments_runtime::endpoints::Api;
pub use payments_runtime::tokens::TokenSource;
pub use payments_runtime::{
    AccessToken, Call, Caller, Client, ClientBuilder, Environment, Error, Outcome, Partner,
    PartnerCredentials, Result, ServiceAnswer, Session, Stage, User,
};

pub use crate::sca::Sca;
pub use crate::topup::{InitiatedTopUp, Merchant, Payment, TopUp, Topup};
pub use crate::user_management::{CreatedUser, NewUser, UserManagement};

#[cfg(test)]
mod tests;
