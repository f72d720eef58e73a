//! A trait that declares nothing and collects other traits is implemented for all that
//! have these.

use connectpay::{Call, Caller, Client, Partner, Result, Session, User};
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Seen>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts<T: serde::de::DeserializeOwned> {
    #[connectpay::endpoint(method = GET, path = "/accounts")]
    async fn accounts(&self) -> Result<T>;
}

/// All that a partner can do.
#[connectpay::api]
pub trait All: Users + Accounts<Seen> + Send + Sync + 'static {
    fn name(&self) -> &'static str {
        "all"
    }
}

#[connectpay::api]
trait Generic<'a, T, const N: usize>: Users + Accounts<T>
where
    T: serde::de::DeserializeOwned + 'a,
    Self: Sized,
{
}

#[connectpay::api(base = "/example", auth = user)]
trait Mixed {
    #[connectpay::endpoint(method = GET, path = "/client/mine")]
    async fn mine(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/partner/all", auth = partner)]
    async fn all(&self) -> Result<()>;
}

trait Named {}
impl Named for Client {}
impl Named for Session {}

#[connectpay::api]
trait MixedAndNamed: Mixed + Named {}

struct Fake;

impl Caller<Partner> for Fake {}
impl Users for Fake {}

impl Accounts<Seen> for Fake {
    fn accounts(&self) -> Call<Seen> {
        Call::ready(Ok(Seen::default()))
    }
}

async fn both(all: &dyn All) -> Result<(String, String)> {
    assert_eq!(all.name(), "all");
    Ok((all.users().await?.target, all.accounts().await?.target))
}

fn is_generic<T: Generic<'static, Seen, 1>>() {}
fn is_mixed<T: MixedAndNamed>() {}
fn is_all<T: All + ?Sized>() {}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let (users, accounts) = both(&echo::client()).await?;
    assert_eq!(users, "/example/partner/users");
    assert_eq!(accounts, "/example/partner/accounts");
    assert_eq!((&Fake as &dyn All).accounts().await?.target, "");
    is_generic::<Client>();
    is_mixed::<Client>();
    is_mixed::<Session>();
    is_all::<dyn Caller<Partner>>();
    let _: fn(&dyn Caller<User>) = |user| drop(user.mine());
    assert!(All.operations().is_empty());
    Ok(())
}
