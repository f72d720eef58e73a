use connectpay::Result;

#[connectpay::api(host("https://a.example.com", "https://b.example.com", "https://c.example.com"))]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
