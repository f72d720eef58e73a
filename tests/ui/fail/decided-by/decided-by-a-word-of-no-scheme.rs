use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/client/accounts", auth = user, decided_by = "user")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
