use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body("multipart/form-data")] parts: &[u8]) -> Result<String>;
}

fn main() {}
