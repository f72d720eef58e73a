//! Paths that look unusual and are right.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(auth = partner)]
trait Paths {
    #[connectpay::endpoint(path = "/partner")]
    async fn segment_alone(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/example/partners/partner/clientele")]
    async fn beside_similar_ones(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/example/partner/a.b-c_d~e/100%25/x%20y/(1),3:4@5!$&'*+=")]
    async fn every_character(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = r"/example/partner/.../..a")]
    async fn dots(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/example/partner/{client}/{partner}")]
    async fn placeholders(&self, client: &str, partner: &str) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let client = echo::client();
    assert_eq!(client.segment_alone().await?.target, "/partner");
    client.beside_similar_ones().await?;
    let seen = client.every_character().await?;
    assert_eq!(seen.target, Paths.operations()[2].endpoint().path());
    assert_eq!(client.dots().await?.target, "/example/partner/.../..a");
    let seen = client.placeholders("client", "..a/client").await?;
    assert_eq!(seen.target, "/example/partner/client/..a%2Fclient");
    Ok(())
}
