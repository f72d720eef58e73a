use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts")]
    async fn accounts(&self) -> Result<Vec<Self>>;
}

fn main() {}
