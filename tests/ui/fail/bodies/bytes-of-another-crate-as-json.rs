mod serde_bytes {
    pub struct Bytes;
}

use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn add(&self, #[body] document: &serde_bytes::Bytes) -> Result<()>;
}

fn main() {}
