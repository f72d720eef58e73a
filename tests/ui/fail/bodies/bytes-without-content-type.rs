use bytes::Bytes;
use connectpay::Result;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body] document: Bytes) -> Result<String>;
}

fn main() {}
