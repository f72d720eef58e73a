use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users%3aall")]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/users%3Aall")]
    async fn all(&self) -> Result<Vec<String>>;
}

fn main() {}
