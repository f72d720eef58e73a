//! What an endpoint may answer with, also behind an alias.

use std::collections::BTreeMap;

use bytes::Bytes;
use connectpay::{Call, Result};

use super::echo;

type Nothing = ();
type Perhaps<T> = Option<T>;
type Page = Vec<BTreeMap<String, u64>>;

/// What the API calls so is no type of the library.
mod telephony {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    pub struct Call<T> {
        pub minutes: T,
    }
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Answers {
    #[connectpay::endpoint(method = GET, path = "/nothing")]
    async fn nothing(&self) -> Result<()>;
    #[connectpay::endpoint(method = GET, path = "/nothing/alias")]
    async fn nothing_by_alias(&self) -> Result<Nothing>;
    #[connectpay::endpoint(path = "/perhaps")]
    async fn perhaps(&self) -> Result<Option<u64>>;
    #[connectpay::endpoint(path = "/perhaps/alias")]
    async fn perhaps_by_alias(&self) -> connectpay::Result<Perhaps<u64>>;
    #[connectpay::endpoint(path = "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;
    #[connectpay::endpoint(path = "/list")]
    async fn list(&self) -> Result<Page>;
    #[connectpay::endpoint(path = "/tuple")]
    async fn tuple(&self) -> Result<(String, [u8; 2])>;
    #[connectpay::endpoint(path = "/error")]
    async fn with_its_error(&self) -> Result<u64, connectpay::Error>;
    #[connectpay::endpoint(path = "/error/standard")]
    async fn with_its_error_by_path(&self) -> std::result::Result<u64, connectpay::Error>;
    #[connectpay::endpoint(path = "/call")]
    fn call(&self) -> Call<u64>;
    #[connectpay::endpoint(path = "/call/path")]
    fn call_by_path(&self) -> ::connectpay::Call<Box<str>>;
    #[connectpay::endpoint(path = "/calls")]
    async fn call_of_its_own(&self) -> Result<telephony::Call<u8>>;
    #[connectpay::endpoint(path = "/outcome")]
    async fn outcome(&self) -> Result<std::result::Result<u8, String>>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let (empty, garbage, seven) = (
        echo::answering(""),
        echo::answering("<html>"),
        echo::answering("7"),
    );
    garbage.nothing().await?;
    empty.nothing_by_alias().await?;
    assert_eq!(empty.perhaps().await?, None);
    assert_eq!(empty.perhaps_by_alias().await?, None);
    assert_eq!(seven.perhaps_by_alias().await?, Some(7));
    assert_eq!(garbage.bytes().await?, "<html>");
    assert!(garbage.perhaps().await.is_err());
    assert_eq!(seven.with_its_error().await?, 7);
    assert_eq!(seven.with_its_error_by_path().await?, 7);
    assert_eq!(seven.call().await?, 7);
    assert_eq!(echo::answering(r#"[{"a":1}]"#).list().await?[0]["a"], 1);
    assert_eq!(
        echo::answering(r#"["x",[1,2]]"#).tuple().await?,
        ("x".to_owned(), [1, 2])
    );
    assert_eq!(*echo::answering(r#""x""#).call_by_path().await?, *"x");
    let call = echo::answering(r#"{"minutes":7}"#).call_of_its_own().await?;
    assert_eq!(call, telephony::Call { minutes: 7 });
    assert_eq!(echo::answering(r#"{"Ok":7}"#).outcome().await?, Ok(7));
    assert_eq!(echo::answering(r#"{"Err":"no"}"#).outcome().await?, Err("no".to_owned()));
    Ok(())
}
