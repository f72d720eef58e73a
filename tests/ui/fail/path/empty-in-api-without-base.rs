use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Documents {
    #[connectpay::endpoint(path = "")]
    async fn documents(&self) -> Result<Vec<String>>;
}

fn main() {}
