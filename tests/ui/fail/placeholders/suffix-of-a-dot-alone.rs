use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/{id}.", auth = partner)]
    async fn document(&self, id: &str) -> Result<String>;
}

fn main() {}
