use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn add(&self, #[form] document: Option<&[u8]>) -> Result<()>;
}

fn main() {}
