use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{id}", auth = partner)]
    async fn account(&self, id: &str, #[query] id: &str) -> Result<String>;
}

fn main() {}
