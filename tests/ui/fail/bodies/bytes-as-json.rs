use connectpay::Result;

#[connectpay::api]
trait Documents {
    #[connectpay::endpoint(method = PATCH, path = "/example/client/documents", auth = user)]
    async fn change(&self, #[body("application/merge-patch+json")] patch: Vec<u8>) -> Result<String>;
}

fn main() {}
