#[connectpay::api(base = "/example/partner", auth = partner, header("X-Idempotency-Key" = "1"))]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> connectpay::Result<Vec<String>>;
}

fn main() {}
