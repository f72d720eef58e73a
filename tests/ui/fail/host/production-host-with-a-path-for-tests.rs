use connectpay::Result;

#[connectpay::api(
    base = "/example/partner",
    auth = partner,
    host(stage = "https://api2.connectpay.com/x", production = "https://bank.example")
)]
trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn things(&self) -> Result<String>;
}

fn main() {}
