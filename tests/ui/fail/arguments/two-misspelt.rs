use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/{accountId}/{userID}", auth = partner)]
    async fn account(&self, acount_id: &str, usr_id: &str) -> Result<String>;
}

fn main() {}
