use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn open(&self, #[body(application/pdf)] contract: &[u8]) -> Result<String>;
}

fn main() {}
