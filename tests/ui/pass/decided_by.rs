//! The author says which segment decides, where a placeholder stands before it, the other
//! word is data, or the same word is.

use connectpay::Result;
use echo::Seen;

use super::echo;

#[connectpay::api(base = "/example")]
trait Decided {
    #[connectpay::endpoint(
        path = "/{tenant}/client/partner",
        auth = user,
        decided_by = "client"
    )]
    async fn tenant(&self, tenant: &str) -> Result<Seen>;

    #[connectpay::endpoint(
        path = "/partner/client/{id}",
        auth = partner,
        decided_by = "partner"
    )]
    async fn data(&self, id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/client/Partner", auth = user, decided_by = "client")]
    async fn disguised(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/partner/client:list", auth = partner, decided_by = "partner")]
    async fn action(&self) -> Result<Seen>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Repeated {
    #[connectpay::endpoint(path = "/partner/{id}", decided_by = "partner")]
    async fn end_of_base(&self, id: &str) -> Result<Seen>;

    #[connectpay::endpoint(path = "/example/partner", decided_by = "partner")]
    async fn whole_base(&self) -> Result<Seen>;

    #[connectpay::endpoint(path = "/partners/{id}")]
    async fn another_word(&self, id: &str) -> Result<Seen>;
}

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> Result<()> {
    let (client, session) = (echo::client(), echo::session());
    let seen = session.tenant("t").await?;
    assert_eq!(seen.target, "/example/t/client/partner");
    assert_eq!(seen.header("authorization"), "Bearer a-token");
    assert_eq!(seen.header("x-connectpay-api-key"), "");
    let seen = client.data("client").await?;
    assert_eq!(seen.target, "/example/partner/client/client");
    assert_eq!(seen.header("authorization"), "");
    assert_ne!(seen.header("x-connectpay-api-key"), "");
    session.disguised().await?;
    let seen = client.action().await?;
    assert_eq!(seen.target, "/example/partner/client:list");
    let words = Decided.operations().iter();
    let words = words.map(|operation| operation.endpoint().deciding_segment());
    let words: Vec<_> = words.collect();
    assert_eq!(words, [Some("client"), Some("partner"), Some("client"), Some("partner")]);
    for (seen, target) in [
        (client.end_of_base("1").await?, "/example/partner/partner/1"),
        (client.whole_base().await?, "/example/partner/example/partner"),
        (client.another_word("1").await?, "/example/partner/partners/1"),
    ] {
        assert_eq!(seen.target, target);
        assert_ne!(seen.header("x-connectpay-api-key"), "");
    }
    Ok(())
}
