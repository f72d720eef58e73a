use bytes::Bytes;
use connectpay::Result;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/statement", auth = user)]
    async fn statement(&self) -> Result<Option<Bytes>>;
}

fn main() {}
