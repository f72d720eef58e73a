use connectpay::Result;

#[derive(serde::Serialize)]
struct Document {
    id: u64,
}

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn documents(&self, #[form] documents: &[Document]) -> Result<()>;
}

fn main() {}
