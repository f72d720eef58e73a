//! Arguments may have the names that generated code would use, and names that
//! are keywords.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Names {
    #[connectpay::endpoint(path = "/{request}/{call}/{path}/{type}/{self_}")]
    async fn in_the_path(
        &self,
        request: u8,
        self_: u8,
        call: u8,
        path: u8,
        r#type: u8,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/query")]
    async fn in_the_query(
        &self,
        #[query] value: u8,
        #[query] some: Option<u8>,
        #[query] r#match: &str,
        #[allow(non_snake_case)]
        #[query]
        ENDPOINT: u8,
        #[query] _unused: u8,
        #[query] endpoint: u8,
        #[query] decode: u8,
        #[header("X-Channel")] channel: u8,
    ) -> Result<Seen>;

    #[connectpay::endpoint(path = "/body")]
    async fn in_the_body(&self, #[body] body: Option<u8>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/some")]
    async fn some(&self, #[body] some: Option<u8>) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{name}/raw")]
    async fn r#await(&self, r#name: &str) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    let seen = client.in_the_path(1, 5, 2, 3, 4).await?;
    assert_eq!(seen.target, "/example/partner/1/2/3/4/5");
    let seen = client.in_the_query(1, Some(2), "3", 4, 5, 6, 7, 8).await?;
    assert_eq!(
        seen.target,
        "/example/partner/query?value=1&some=2&match=3&ENDPOINT=4&_unused=5&endpoint=6&decode=7"
    );
    assert_eq!(seen.header("x-channel"), "8");
    assert_eq!(client.in_the_body(Some(1)).await?.body, "1");
    assert_eq!(client.some(None).await?.body, "");
    assert_eq!(client.r#await("x").await?.target, "/example/partner/x/raw");
    assert_eq!(Names.operations()[4].endpoint().name(), "await");
    Ok(())
}
