use connectpay::Result;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body("pdf")] document: &[u8]) -> Result<String>;
}

fn main() {}
