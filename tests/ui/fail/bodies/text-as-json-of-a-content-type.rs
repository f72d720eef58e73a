#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn create(&self, #[body("application/json")] user: &str) -> connectpay::Result<()>;
}

fn main() {}
