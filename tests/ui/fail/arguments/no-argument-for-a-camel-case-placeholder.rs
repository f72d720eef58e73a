use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{accountId}", auth = partner)]
    async fn account(&self) -> Result<String>;
}

fn main() {}
