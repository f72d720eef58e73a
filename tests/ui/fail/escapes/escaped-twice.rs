use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/partner/%252e%252e/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
