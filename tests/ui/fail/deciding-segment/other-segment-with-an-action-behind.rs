use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/partner/client:list", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
