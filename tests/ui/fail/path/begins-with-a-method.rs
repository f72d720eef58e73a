use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "GET /example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
