use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body("application/*")] document: &[u8]) -> Result<String>;
}

fn main() {}
