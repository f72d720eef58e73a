use connectpay::Result;

#[connectpay::api(base = "/v1/partner/users", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/v1/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
