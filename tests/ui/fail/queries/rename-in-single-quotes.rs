use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self, #[query(rename = 'n')] size: u32) -> Result<Vec<String>>;
}

fn main() {}
