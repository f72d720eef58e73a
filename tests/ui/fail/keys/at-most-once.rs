use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(method = POST, path = "/example/partner/accounts", auth = partner, at-most-once)]
    async fn open(&self) -> Result<String>;
}

fn main() {}
