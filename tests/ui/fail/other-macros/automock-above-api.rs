use connectpay::Result;

#[mockall::automock]
#[connectpay::api(base = "/example/client", auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/payments/{id}")]
    async fn payment(&self, id: &str) -> Result<String>;
}

fn main() {}
