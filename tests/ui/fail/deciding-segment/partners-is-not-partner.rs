use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/partners/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
