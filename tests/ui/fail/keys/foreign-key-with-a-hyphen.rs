use connectpay::Result;

#[connectpay::api(path-prefix = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
