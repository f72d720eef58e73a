use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/client/accounts", auth = user)]
    async fn accounts(&self, #[header("X-Limit")] limit: Option<f64>) -> Result<String>;
}

fn main() {}
