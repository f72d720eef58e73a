use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
    async fn upload(&self, #[form("multipart/form-data")] document: &str) -> Result<String>;
}

fn main() {}
