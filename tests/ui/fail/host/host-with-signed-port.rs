use connectpay::Result;

#[connectpay::api(host(stage = "https://api.example:+80", production = "https://api.example"))]
trait Users {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
