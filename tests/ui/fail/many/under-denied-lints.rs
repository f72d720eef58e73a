//! A crate that is strict.
#![deny(warnings, missing_docs)]

use connectpay::{Client, Result};

/// Users of the partner.
#[connectpay::api(base = "/baas-sca/user-management")]
pub trait UserManagement {
    /// All of them.
    #[connectpay::endpoint(path = "/partner/users", auth = user)]
    async fn users(&self, #[query(rename = "pageSize")] page_size: u32) -> Result<Vec<String>>;
}

/// The first one.
pub async fn first(client: &Client) -> Result<Option<String>> {
    Ok(client.users(1).await?.into_iter().next())
}

fn main() {}
