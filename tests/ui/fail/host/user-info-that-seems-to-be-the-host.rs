use connectpay::Result;

#[connectpay::api(host(stage = "https://a.example.com@b.example.com", production = "https://example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
