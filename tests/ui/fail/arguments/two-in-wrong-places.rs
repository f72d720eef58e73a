use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts", auth = partner)]
    async fn open(&self, #[query] filter: &[(&str, &str)], #[form] account: ()) -> Result<String>;
}

fn main() {}
