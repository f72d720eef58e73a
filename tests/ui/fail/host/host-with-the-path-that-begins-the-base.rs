use connectpay::Result;

#[connectpay::api(host(stage = "https://stage.example.com/example", production = "https://example.com"), base = "/example/partner")]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
