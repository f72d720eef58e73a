use connectpay::Result;

#[connectpay::api(base = /example/v1/partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
