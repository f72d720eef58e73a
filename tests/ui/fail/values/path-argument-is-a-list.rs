use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/client/accounts/{ids}", auth = user)]
    async fn accounts(&self, ids: Vec<String>) -> Result<String>;
}

fn main() {}
