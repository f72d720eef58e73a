use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = ACCOUNTS)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
