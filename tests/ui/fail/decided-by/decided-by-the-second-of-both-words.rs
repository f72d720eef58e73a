use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/client", auth = user, decided_by = "client")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
