use connectpay::Result;

#[connectpay::api(version = "3")]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
