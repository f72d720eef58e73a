//! Extensions and actions behind the last placeholder, a base that is the resource
//! itself, and a slash at the end.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example/partner/documents", auth = partner)]
trait Documents {
    #[connectpay::endpoint(path = "")]
    async fn all(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/")]
    async fn all_with_a_slash(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{documentId}")]
    async fn one(&self, document_id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{id}/")]
    async fn with_a_slash(&self, id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{id}.pdf")]
    async fn pdf(&self, id: &str) -> Result<Seen>;

    #[connectpay::endpoint(method = POST, path = "/{id}:close")]
    async fn close(&self, id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/{id}/pages/{number}.tar.gz/")]
    async fn several(&self, id: &str, number: u8) -> Result<Seen>;
}

trait Alone {
    #[connectpay::endpoint(path = "/example/partner/", auth = partner)]
    async fn alone(&self) -> Result<Seen>;
}

impl Alone for connectpay::Client {}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    let base = "/example/partner/documents";
    assert_eq!(client.all().await?.target, base);
    assert_eq!(client.all_with_a_slash().await?.target, format!("{base}/"));
    assert_eq!(client.one("a.b").await?.target, format!("{base}/a.b"));
    let seen = client.with_a_slash("a").await?;
    assert_eq!(seen.target, format!("{base}/a/"));
    assert_eq!(client.pdf("v1.2").await?.target, format!("{base}/v1.2.pdf"));
    let seen = client.close("a:b").await?;
    assert_eq!(seen.target, format!("{base}/a%3Ab:close"));
    let seen = client.several("a", 3).await?;
    assert_eq!(seen.target, format!("{base}/a/pages/3.tar.gz/"));
    assert_eq!(client.alone().await?.target, "/example/partner/");

    let paths: Vec<&str> = Documents
        .operations()
        .iter()
        .map(|operation| operation.endpoint().path())
        .collect();
    assert_eq!(paths[..2], [base, "/example/partner/documents/"]);
    assert_eq!(paths[5], "/example/partner/documents/{id}:close");
    Ok(())
}
