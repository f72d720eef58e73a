//! A trait whose endpoints share a scheme is dyn-compatible, works through any
//! caller of that scheme, and a fake overrides single methods.

use std::sync::Arc;

use connectpay::{Call, Caller, Partner, Result};
use echo::Seen;

use super::echo;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/partner/users",
        auth = partner
    )]
    async fn create_user(&self, #[body] email: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

#[connectpay::api]
trait Topup {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/merchant/partner/topup/pis",
        auth = partner
    )]
    async fn initiate(&self) -> Result<Seen>;
}

struct Fake;

impl Caller<Partner> for Fake {}

impl UserManagement for Fake {
    fn users(&self) -> Call<Vec<String>> {
        Call::ready(Ok(vec!["ada@example.com".to_owned()]))
    }
}

async fn create(users: &dyn UserManagement) -> Result<Seen> {
    users.create_user("ada@example.com").await
}

async fn first(users: impl UserManagement) -> Result<Option<String>> {
    Ok(users.users().await?.into_iter().next())
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    assert_eq!(create(&client).await?.body, r#""ada@example.com""#);

    let users: Arc<dyn UserManagement> = Arc::new(client.clone());
    assert_eq!(users.create_user("ada@example.com").await?.method, "POST");

    // One value in an application's state for every API of the partner.
    let partner: Arc<dyn Caller<Partner>> = Arc::new(client);
    partner.create_user("ada@example.com").await?;
    let seen = partner.initiate().await?;
    assert_eq!(seen.target, "/baas-sca/merchant/partner/topup/pis");

    assert_eq!(first(Fake).await?.as_deref(), Some("ada@example.com"));
    let not_overridden = Fake.create_user("ada@example.com").await.unwrap_err();
    assert_eq!(not_overridden.outcome(), connectpay::Outcome::NotSent);
    Ok(())
}
