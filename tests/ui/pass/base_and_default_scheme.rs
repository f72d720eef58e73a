//! `base` stands before every path, also when it has the segment that decides;
//! `auth` of the trait is for the endpoints that name none.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/baas-sca/merchant/partner", auth = partner)]
trait Merchant {
    #[connectpay::endpoint(method = POST, path = "/topup/pis")]
    async fn top_up(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{payment_id}", auth = partner)]
    async fn payment(&self, payment_id: &str) -> Result<Seen>;
}

#[connectpay::api(auth = user)]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout")]
    async fn logout(&self) -> Result<Seen>;

    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/partner/users",
        auth = partner
    )]
    async fn create_user(&self) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let (client, session) = (echo::client(), echo::session());
    assert_eq!(
        client.top_up().await?.target,
        "/baas-sca/merchant/partner/topup/pis"
    );
    let payment = client.payment("a/b").await?;
    assert_eq!(payment.target, "/baas-sca/merchant/partner/a%2Fb");
    assert_eq!(
        session.logout().await?.header("authorization"),
        "Bearer a-token"
    );
    assert_eq!(client.create_user().await?.header("authorization"), "");
    Ok(())
}
