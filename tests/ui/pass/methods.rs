//! Every method, the ones that are assumed, and which may be sent again.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Things {
    #[connectpay::endpoint(method = GET, path = "/get")]
    async fn get(&self) -> Result<Seen>;
    #[connectpay::endpoint(method = POST, path = "/post")]
    async fn post(&self) -> Result<Seen>;
    #[connectpay::endpoint(method = PUT, path = "/put", idempotent)]
    async fn put(&self, #[body] thing: &str) -> Result<Seen>;
    #[connectpay::endpoint(method = PATCH, path = "/patch")]
    async fn patch(&self, #[form] thing: &[(&str, &str)]) -> Result<Seen>;
    #[connectpay::endpoint(method = DELETE, path = "/delete", idempotent)]
    async fn delete(&self) -> Result<Seen>;
    #[connectpay::endpoint(method = HEAD, path = "/head")]
    async fn head(&self) -> Result<()>;
    #[connectpay::endpoint(path = "/assumed")]
    async fn assumed(&self) -> Result<Seen>;
    #[connectpay::endpoint(path = "/assumed")]
    async fn assumed_with_body(&self, #[body] thing: &str) -> Result<Seen>;
    #[connectpay::endpoint(path = "/assumed/form")]
    async fn assumed_with_form(&self, #[form] thing: &[(&str, &str)]) -> Result<Seen>;
    #[connectpay::endpoint(path = "/once", once)]
    async fn get_once(&self) -> Result<Seen>;
    #[connectpay::endpoint(once, method = POST, path = "/once")]
    async fn post_once(&self) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    assert_eq!(client.get().await?.method, "GET");
    assert_eq!(client.post().await?.method, "POST");
    assert_eq!(client.put("x").await?.method, "PUT");
    assert_eq!(client.patch(&[("a", "b")]).await?.method, "PATCH");
    assert_eq!(client.delete().await?.method, "DELETE");
    client.head().await?;
    assert_eq!(client.assumed().await?.method, "GET");
    assert_eq!(client.assumed_with_body("x").await?.method, "POST");
    assert_eq!(
        client.assumed_with_form(&[("a", "b")]).await?.method,
        "POST"
    );

    let again = Things
        .operations()
        .iter()
        .map(|operation| operation.endpoint());
    let again: Vec<&str> = again
        .filter(|endpoint| endpoint.is_idempotent())
        .map(|it| it.name())
        .collect();
    assert_eq!(again, ["get", "put", "delete", "head", "assumed"]);

    assert_eq!(client.get_once().await?.method, "GET");
    assert_eq!(client.post_once().await?.method, "POST");
    let once: Vec<&str> = Things
        .operations()
        .iter()
        .map(|operation| operation.endpoint())
        .filter(|endpoint| endpoint.is_once())
        .map(|endpoint| endpoint.name())
        .collect();
    assert_eq!(once, ["get_once", "post_once"]);
    Ok(())
}
