use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/client/accounts", auth = user, decided_by = "client")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
