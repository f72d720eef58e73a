use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts")]
    async fn accounts(&self) -> Result<Vec<String>>;

    async fn account(&self, #[query] id: &str) -> Result<String>;
}

fn main() {}
