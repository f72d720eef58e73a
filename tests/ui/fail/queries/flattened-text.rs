use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/documents", auth = partner)]
    async fn documents(&self, #[query(flatten)] filter: &str) -> Result<Vec<String>>;
}

fn main() {}
