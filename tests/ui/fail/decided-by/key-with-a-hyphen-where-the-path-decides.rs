use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts", decided-by = "partner")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
