use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}/{account-id}", auth = partner)]
    async fn account(&self, account_id: &str) -> Result<String>;
}

fn main() {}
