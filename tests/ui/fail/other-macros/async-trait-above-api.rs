use connectpay::Result;

#[async_trait::async_trait]
#[connectpay::api(base = "/example/client", auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/payments/{id}")]
    async fn payment(&self, id: &str) -> Result<String>;

    #[connectpay::endpoint(path = "/payments")]
    async fn payments(&self) -> Result<Vec<String>>;
}

async fn ask(session: &connectpay::Session) -> Result<String> {
    session.payment("s-1").await
}

fn main() {}
