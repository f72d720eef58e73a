use connectpay::Result;

#[connectpay::api(base = "/../client", auth = partner)]
trait Things {
    #[connectpay::endpoint(path = "/things")]
    async fn things(&self) -> Result<String>;
}

fn main() {}
