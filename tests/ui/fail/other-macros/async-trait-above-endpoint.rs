use connectpay::Result;

#[async_trait::async_trait]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}", auth = user)]
    async fn payment(&self, id: &str) -> Result<String>;
}

fn main() {}
