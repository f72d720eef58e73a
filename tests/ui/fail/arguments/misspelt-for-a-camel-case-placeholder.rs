use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}", auth = partner)]
    async fn account(&self, acount_id: &str) -> Result<String>;
}

fn main() {}
