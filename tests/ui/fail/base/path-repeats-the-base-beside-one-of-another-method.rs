use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Things {
    #[connectpay::endpoint(path = "/{id}", method = GET)]
    async fn thing(&self, id: &str) -> Result<String>;

    #[connectpay::endpoint(path = "/partner/{id}", method = DELETE)]
    async fn remove(&self, id: &str) -> Result<()>;
}

fn main() {}
