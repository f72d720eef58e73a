//! An API may name its own hosts, which its endpoints carry.

use connectpay::Result;

#[connectpay::api(
    base = "/example/partner",
    auth = partner,
    host(stage = "https://stage.example.com", production = "https://example.com:8443"),
)]
trait Elsewhere {
    #[connectpay::endpoint(path = "/things")]
    async fn things(&self) -> Result<Vec<String>>;
}

pub(super) fn main() {
    for operation in Elsewhere.operations() {
        let hosts = operation.endpoint().hosts().unwrap();
        assert_eq!(hosts.stage(), "https://stage.example.com");
        assert_eq!(hosts.production(), "https://example.com:8443");
    }
}
