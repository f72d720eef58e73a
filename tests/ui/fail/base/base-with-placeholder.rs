use connectpay::Result;

#[connectpay::api(base = "/example/partner/{program}")]
trait UserManagement {
    #[connectpay::endpoint(path = "/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
