use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}", auth = partner)]
    async fn account(&self, #[path("accountId")] first: &str, #[path("accountId")] second: &str) -> Result<String>;
}

fn main() {}
