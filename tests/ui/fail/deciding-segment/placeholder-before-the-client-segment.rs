use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/{tenant}/client/users", auth = user)]
    async fn users(&self, tenant: &str) -> Result<Vec<String>>;
}

fn main() {}
