//! Inner attributes, items under conditions, and lints that nothing may undo.
#![forbid(deprecated)]
#![deny(warnings, clippy::pedantic)]
#![allow(
    unexpected_cfgs,
    reason = "one condition speaks of a cfg named `endpoint`"
)]

use connectpay::{Client, Result};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Documented {
    //! Users of the partner.
    #![allow(non_snake_case)]

    #[connectpay::endpoint(path = "/users/{_id}")]
    async fn getUser(&self, _id: u64) -> Result<String>;

    #[cfg(any())]
    fn required_elsewhere(&self);

    // A condition that speaks of `endpoint` makes no endpoint.
    #[cfg_attr(any(endpoint, all()), allow(unused))]
    fn other(&self) {}
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Conditional {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<String>;

    #[cfg(any(test, not(test)))]
    fn required_here(&self);
}

// Only the author can implement it here, and nobody else did.
impl Conditional for Client {
    fn required_here(&self) {}
}

fn is_documented<T: Documented>() {}

fn main() {
    is_documented::<Client>();
    let _: fn(&Client) = |client| {
        drop(client.getUser(1));
        client.other();
        drop(client.users());
        client.required_here();
    };
}
