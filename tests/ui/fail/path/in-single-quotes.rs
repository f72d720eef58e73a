use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = 'a', auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
