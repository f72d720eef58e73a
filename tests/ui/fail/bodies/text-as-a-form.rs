use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn add(&self, #[form] document: &str) -> Result<()>;
}

fn main() {}
