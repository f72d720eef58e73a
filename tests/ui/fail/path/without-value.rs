use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path, auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
