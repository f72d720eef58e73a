use connectpay::Result;

#[connectpay::api(base = "/example", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/example/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
