use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/example/partner;v=1/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
