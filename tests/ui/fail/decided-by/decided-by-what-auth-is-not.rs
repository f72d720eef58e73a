use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/{tenant}/client/accounts", auth = partner, decided_by = "client")]
    async fn accounts(&self, tenant: &str) -> Result<Vec<String>>;
}

fn main() {}
