use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/%70artner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
