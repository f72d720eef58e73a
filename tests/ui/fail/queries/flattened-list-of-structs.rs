use connectpay::Result;

#[derive(serde::Serialize)]
struct Document {
    id: u64,
}

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn documents(&self, #[query(flatten)] documents: &[Document]) -> Result<Vec<String>>;
}

fn main() {}
