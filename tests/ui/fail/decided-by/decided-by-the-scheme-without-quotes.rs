use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/example/{tenant}/client/accounts", auth = user, decided_by = user)]
    async fn accounts(&self, tenant: &str) -> Result<Vec<String>>;
}

fn main() {}
