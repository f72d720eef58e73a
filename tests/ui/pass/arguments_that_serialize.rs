//! What serializes to one text is a path argument and a header argument without an impl,
//! also where its type is a parameter of the trait.

use std::borrow::Cow;
use std::net::IpAddr;
use std::num::NonZeroU64;
use std::sync::Arc;

use connectpay::{PathValue, Result};
use echo::Seen;
use serde::Serialize;

use super::echo;

#[derive(Serialize)]
struct AccountId(String);

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Period {
    LastMonth,
}

type Held = Arc<str>;

/// Its own impl goes before what it serializes to.
#[derive(Serialize)]
struct Both(u8);

impl PathValue for Both {
    fn path_value(&self) -> Cow<'_, str> {
        "own".into()
    }
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/{account}/{period}/{number}/{address}")]
    async fn in_the_path(
        &self,
        account: &AccountId,
        period: Period,
        number: NonZeroU64,
        address: &IpAddr,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/held/{shared}/{boxed}/{both}")]
    async fn held(&self, shared: Held, boxed: Box<str>, both: Both) -> Result<Seen>;

    #[connectpay::endpoint(path = "/headers")]
    async fn in_headers(
        &self,
        #[header("X-Account")] account: Option<&AccountId>,
        #[header("X-Period")] period: Option<Period>,
        #[header("X-Number")] number: NonZeroU64,
        #[header("X-Held")] held: &Held,
    ) -> Result<Seen>;
}

#[connectpay::api(auth = partner)]
trait Generic<Serialized: Serialize + Sync, Written: PathValue + Sync> {
    #[connectpay::endpoint(path = "/example/partner/{one}/{other}")]
    async fn generic(
        &self,
        one: &Serialized,
        other: &Written,
        #[header("X-One")] header: Option<&Serialized>,
    ) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    let account = AccountId("LT1/2".into());
    let number = NonZeroU64::MIN;
    let seen = client
        .in_the_path(&account, Period::LastMonth, number, &[203, 0, 113, 7].into())
        .await?;
    assert_eq!(
        seen.target,
        "/example/partner/LT1%2F2/last-month/1/203.0.113.7"
    );
    let seen = client.held("a".into(), "b".into(), Both(1)).await?;
    assert_eq!(seen.target, "/example/partner/held/a/b/own");

    let seen = client
        .in_headers(Some(&account), None, number, &"held".into())
        .await?;
    assert_eq!(
        (seen.header("x-account"), seen.header("x-number")),
        ("LT1/2", "1")
    );
    assert_eq!(seen.header("x-held"), "held");
    assert!(!seen.headers.contains_key("x-period"));

    let seen = client.generic(&account, &Both(1), Some(&account)).await?;
    assert_eq!(seen.target, "/example/partner/LT1%2F2/own");
    assert_eq!(seen.header("x-one"), "LT1/2");
    Ok(())
}
