//! `#[endpoint]` works on a method of any trait; the impl is one line, for
//! whichever callers the author wants.

use connectpay::{Client, Result, Session};
use echo::Seen;

use super::echo;

trait UserManagement {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/partner/users",
        auth = partner
    )]
    async fn create_user(&self) -> Result<Seen>;

    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/users/logout",
        auth = user
    )]
    async fn logout(&self) -> Result<Seen>;
}

impl UserManagement for Client {}
impl UserManagement for Session {}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let created = echo::client().create_user().await?;
    assert_eq!(
        created.header("x-connectpay-api-key"),
        "Q29ubmVjdFBheTpFYXN5QmFua2luZw=="
    );
    assert_eq!(created.header("authorization"), "");

    let ended = echo::session().logout().await?;
    assert_eq!(ended.header("authorization"), "Bearer a-token");
    assert_eq!(ended.header("psu-ip-address"), "192.0.2.1");
    assert_eq!(ended.header("x-connectpay-api-key"), "");
    Ok(())
}
