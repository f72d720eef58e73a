use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}", auth = partner)]
    async fn account(&self, #[path(name = "accountId")] account: &str) -> Result<String>;
}

fn main() {}
