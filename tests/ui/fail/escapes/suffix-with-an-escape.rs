use connectpay::Result;

trait Documents {
    #[connectpay::endpoint(path = "/example/partner/{id}.p%64f", auth = partner)]
    async fn document(&self, id: &str) -> Result<String>;
}

fn main() {}
