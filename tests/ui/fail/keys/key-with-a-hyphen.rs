use connectpay::Result;

trait Accounts {
    #[connectpay::endpoint(path = "/example/partner/accounts/client", auth = partner, decided-by = "partner")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
