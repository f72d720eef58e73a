use connectpay::Result;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[body("application/pdf")] document: Option<u64>) -> Result<String>;
}

fn main() {}
