use connectpay::Result;

#[connectpay::api(base = "/example", auth = user)]
trait Accounts {
    #[connectpay::endpoint(method = GET)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
