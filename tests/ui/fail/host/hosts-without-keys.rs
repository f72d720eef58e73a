use connectpay::Result;

#[connectpay::api(host("https://example.com", "https://stage.example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
