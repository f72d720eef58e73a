use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/client:list/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
