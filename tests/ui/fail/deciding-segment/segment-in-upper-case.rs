use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/Partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
