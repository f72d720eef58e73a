use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn open(&self, name) -> Result<String>;
}

fn main() {}
