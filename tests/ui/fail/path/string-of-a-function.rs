use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = String::from("/example/partner/accounts"), auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
