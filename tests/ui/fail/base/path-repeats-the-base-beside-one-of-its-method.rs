use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Things {
    #[connectpay::endpoint(path = "/{id}", method = GET)]
    async fn thing(&self, id: &str) -> Result<String>;

    #[connectpay::endpoint(path = "/partner/{id}", method = GET)]
    async fn partner(&self, id: &str) -> Result<String>;
}

fn main() {}
