//! In a mixed trait each method has its own caller, and both are implemented.

use std::sync::Arc;

use connectpay::{Call, Caller, Partner, Result, User};
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/baas-sca/user-management")]
pub trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<Seen>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<Seen>;
}

struct Fake;

impl Caller<Partner> for Fake {}
impl Caller<User> for Fake {}

impl UserManagement for Fake {
    fn logout(&self) -> Call<Seen> {
        Call::ready(Ok(Seen::default()))
    }
}

async fn end<U>(user: &U) -> Result<Seen>
where
    U: UserManagement + Caller<User>,
{
    user.logout().await
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let created = echo::client().create_user().await?;
    assert_eq!(created.target, "/baas-sca/user-management/partner/users");
    assert!(!created.header("x-connectpay-api-key").is_empty());

    let ended = end(&echo::session()).await?;
    assert_eq!(
        ended.target,
        "/baas-sca/user-management/client/users/logout"
    );
    assert_eq!(ended.header("authorization"), "Bearer a-token");

    let user: Arc<dyn Caller<User>> = Arc::new(echo::session());
    user.logout().await?;
    let partner: Box<dyn Caller<Partner> + '_> = Box::new(echo::client());
    partner.create_user().await?;

    assert_eq!(Fake.logout().await?.method, "");
    assert!(Fake.create_user().await.is_err());
    Ok(())
}
