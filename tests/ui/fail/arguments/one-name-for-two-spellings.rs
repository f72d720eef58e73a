use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/{id}/cards/{Id}", auth = partner)]
    async fn card(&self, id: &str) -> Result<String>;
}

fn main() {}
