use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/{id}-pdf", auth = partner)]
    async fn document(&self, id: &str) -> Result<String>;
}

fn main() {}
