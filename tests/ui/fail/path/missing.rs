use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = POST, auth = partner)]
    async fn create_user(&self) -> Result<String>;
}

fn main() {}
