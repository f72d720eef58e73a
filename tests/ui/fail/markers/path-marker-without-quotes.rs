use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}", auth = partner)]
    async fn account(&self, #[path(accountId)] id: &str) -> Result<String>;
}

fn main() {}
