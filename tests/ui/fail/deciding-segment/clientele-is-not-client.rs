use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/clientele/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
