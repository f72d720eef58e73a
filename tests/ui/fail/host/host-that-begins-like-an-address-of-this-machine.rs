use connectpay::Result;

#[connectpay::api(host(stage = "http://127.example.com", production = "https://example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
