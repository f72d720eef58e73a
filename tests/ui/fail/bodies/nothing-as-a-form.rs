use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn documents(&self, #[form] document: ()) -> Result<()>;
}

fn main() {}
