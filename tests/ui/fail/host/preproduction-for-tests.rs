use connectpay::Result;

#[connectpay::api(
    base = "/example/partner",
    auth = partner,
    host(preproduction = "https://pre.bank.example", stage = "https://stage.bank.example")
)]
trait Example {
    #[connectpay::endpoint(path = "/things")]
    async fn things(&self) -> Result<String>;
}

fn main() {}
