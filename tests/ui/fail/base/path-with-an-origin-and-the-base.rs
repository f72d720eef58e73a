use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(path = "https://api2.connectpay.com/example/partner/accounts")]
    async fn accounts(&self) -> Result<Vec<String>>;
}

fn main() {}
