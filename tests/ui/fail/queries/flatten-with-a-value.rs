use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn accounts(&self, #[query(flatten = true)] filter: &[(&str, &str)]) -> Result<Vec<String>>;
}

fn main() {}
