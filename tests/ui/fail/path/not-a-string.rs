use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = 5, auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
