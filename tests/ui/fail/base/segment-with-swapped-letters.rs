use connectpay::Result;

#[connectpay::api(base = "/example/parnter", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "/accounts")]
    async fn accounts(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/accounts/{id}")]
    async fn account(&self, id: &str) -> Result<String>;
}

fn main() {}
