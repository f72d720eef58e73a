use connectpay::Result;

#[connectpay::api(prefix = "/example/partner/{id}", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self, id: &str) -> Result<Vec<String>>;
}

fn main() {}
