use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint()]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
