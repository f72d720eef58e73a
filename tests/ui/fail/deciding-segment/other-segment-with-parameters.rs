use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/client,v=1/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
