use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[cfg(all())]
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/users")]
    async fn all(&self) -> Result<Vec<String>>;
}

fn main() {}
