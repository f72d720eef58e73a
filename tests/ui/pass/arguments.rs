//! Each argument goes where it says; `None` is left out, a list repeats its key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use connectpay::{Client, PathValue, Result};
use echo::Seen;
use serde::Serialize;

use super::echo;

struct AccountId(u64);

impl PathValue for AccountId {
    fn path_value(&self) -> Cow<'_, str> {
        format!("LT{}", self.0).into()
    }
}

#[derive(Serialize)]
struct Transfer<'a> {
    amount: &'a str,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Paging {
    page_no: Option<u32>,
    sort_order: Option<&'static str>,
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/{account}/{year}/{last}")]
    async fn in_the_path(&self, last: char, account: &AccountId, year: u16) -> Result<Seen>;

    #[connectpay::endpoint(path = "/query")]
    async fn in_the_query(
        &self,
        #[query] text: &str,
        #[query(rename = "pageSize")] page_size: Option<u32>,
        #[query] pairs: &[&str],
        #[query] flag: bool,
        #[query] owned: Option<Vec<String>>,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/flat")]
    async fn flat(
        &self,
        #[query(flatten)] paging: &Paging,
        #[query(flatten)] filter: BTreeMap<&str, &str>,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/flat/option")]
    async fn flat_option(&self, #[query(flatten)] paging: Option<Paging>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/header")]
    async fn in_a_header(
        &self,
        #[header("X-Request-ID")] request_id: &str,
        #[header("X-Page")] page: Option<u32>,
        #[header("X-Trace")] trace: Option<String>,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/body")]
    async fn in_the_body(&self, #[body] transfer: &Transfer<'_>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/body/option")]
    async fn perhaps_a_body(&self, #[body] transfer: Option<&Transfer<'_>>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/form")]
    async fn in_a_form(&self, #[form] transfer: Transfer<'_>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/all/{account}")]
    async fn all_at_once(
        &self,
        #[header("X-Request-ID")] request_id: String,
        #[query] page: u8,
        account: AccountId,
        #[body] transfer: &Transfer<'_>,
    ) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    paths_and_queries(&client).await?;
    structs_in_queries(&client).await?;
    headers(&client).await?;
    bodies(&client).await
}

async fn paths_and_queries(client: &Client) -> Result<()> {
    let seen = client.in_the_path('ž', &AccountId(84), 2026).await?;
    assert_eq!(seen.target, "/example/partner/LT84/2026/%C5%BE");

    let seen = client
        .in_the_query("a b&c", Some(7), &["EUR", "USD"], true, None)
        .await?;
    assert_eq!(
        seen.target,
        "/example/partner/query?text=a+b%26c&pageSize=7&pairs=EUR&pairs=USD&flag=true"
    );
    let seen = client
        .in_the_query("", None, &[], false, Some(vec!["x".into()]))
        .await?;
    assert_eq!(
        seen.target,
        "/example/partner/query?text=&flag=false&owned=x"
    );
    Ok(())
}

async fn structs_in_queries(client: &Client) -> Result<()> {
    let paging = Paging {
        page_no: Some(2),
        sort_order: None,
    };
    let seen = client
        .flat(&paging, BTreeMap::from([("currency", "EUR")]))
        .await?;
    assert_eq!(seen.target, "/example/partner/flat?pageNo=2&currency=EUR");
    let seen = client.flat(&Paging::default(), BTreeMap::new()).await?;
    assert_eq!(seen.target, "/example/partner/flat");
    assert_eq!(
        client.flat_option(None).await?.target,
        "/example/partner/flat/option"
    );
    let seen = client.flat_option(Some(paging)).await?;
    assert_eq!(seen.target, "/example/partner/flat/option?pageNo=2");
    Ok(())
}

async fn headers(client: &Client) -> Result<()> {
    let seen = client.in_a_header("0b4c", Some(3), None).await?;
    assert_eq!(
        (seen.header("x-request-id"), seen.header("x-page")),
        ("0b4c", "3")
    );
    assert!(!seen.headers.contains_key("x-trace"));
    Ok(())
}

async fn bodies(client: &Client) -> Result<()> {
    let transfer = Transfer { amount: "9.00" };
    let seen = client.in_the_body(&transfer).await?;
    assert_eq!(seen.body, r#"{"amount":"9.00"}"#);
    assert_eq!(seen.header("content-type"), "application/json");
    assert_eq!(client.perhaps_a_body(None).await?.body, "");
    assert_eq!(
        client.perhaps_a_body(Some(&transfer)).await?.body,
        r#"{"amount":"9.00"}"#
    );
    let seen = client.in_a_form(Transfer { amount: "9,00 €" }).await?;
    assert_eq!(seen.body, "amount=9%2C00+%E2%82%AC");
    assert_eq!(
        seen.header("content-type"),
        "application/x-www-form-urlencoded"
    );

    let seen = client
        .all_at_once("0b4c".into(), 1, AccountId(84), &transfer)
        .await?;
    assert_eq!(seen.target, "/example/partner/all/LT84?page=1");
    assert_eq!(seen.header("x-request-id"), "0b4c");
    assert_eq!(seen.body, r#"{"amount":"9.00"}"#);
    Ok(())
}
