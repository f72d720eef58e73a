use connectpay::Result;

#[connectpay::api(host("https://api-sandbox.example.com", primary = "https://api.example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
