#![forbid(unused, missing_docs)]
//! Nothing that stands in for a method breaks a lint of the crate.

use connectpay::Result;

/// Of the partner.
#[connectpay::api(base = "/example/partner", auth = partner)]
pub trait Users {
    /// Names a user.
    #[connectpay::endpoint(method = PUT, path = "/users/{id}")]
    async fn name(&self, id: u64, #[body] name: &str) -> Result<()>;

    /// Finds a user.
    #[connectpay::endpoint(path = "/users/{id}", idempotnt)]
    async fn user(&self, id: u64, (page, size): (u32, u32)) -> Result<String>;
}

fn main() {}
