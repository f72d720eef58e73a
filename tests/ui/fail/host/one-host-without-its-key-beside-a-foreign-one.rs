use connectpay::Result;

#[connectpay::api(host(live = "https://api.example.com", "https://api-sandbox.example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
