use connectpay::Result;

type Document = Option<Vec<u8>>;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body] document: Document) -> Result<String>;
}

fn main() {}
