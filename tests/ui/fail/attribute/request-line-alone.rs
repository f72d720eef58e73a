use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint("GET /example/partner/accounts", auth = partner)]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
