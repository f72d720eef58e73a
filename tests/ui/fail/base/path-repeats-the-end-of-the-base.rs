use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Merchants {
    #[connectpay::endpoint(path = "/partner/{mid}")]
    async fn merchant(&self, mid: &str) -> Result<String>;
}

fn main() {}
