use connectpay::Result;

trait Merchants {
    #[connectpay::endpoint(path = "/example/partner/partner/{mid}", auth = partner, decided_by = "client")]
    async fn merchant(&self, mid: &str) -> Result<String>;
}

fn main() {}
