use connectpay::Result;

#[connectpay::api(host(stage = "https://1.2.3.4.5", production = "https://api.example"))]
trait Users {
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
