use connectpay::Result;

#[connectpay::api(base = "/v1/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/v1/partner/users/{id}")]
    async fn user(&self, id: &str) -> Result<String>;
}

fn main() {}
