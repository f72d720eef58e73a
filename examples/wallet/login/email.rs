//! The email that a user logs in with.

use std::ops::Deref;

use serde::Deserialize;

/// An email in one spelling, whatever was typed. Payments belong to it: in another
/// spelling, its user would not find them and might pay again.
///
/// ConnectPay gets this spelling too. If it tells capital letters from small ones, which
/// it does not document, no two of its users have one name here.
#[derive(Deserialize)]
#[serde(from = "String")]
pub struct Email(String);

impl From<String> for Email {
    fn from(typed: String) -> Self {
        Self(typed.trim().to_lowercase())
    }
}

impl Deref for Email {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
