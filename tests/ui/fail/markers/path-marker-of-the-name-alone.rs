use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{id}", auth = partner)]
    async fn account(&self, #[path(id)] id: &str) -> Result<String>;
}

fn main() {}
