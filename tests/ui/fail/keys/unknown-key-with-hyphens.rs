use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", cache-for-a-minute)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
