use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = HEAD, path = "/example/partner/users", auth = partner)]
    async fn users(&self) -> Result<Option<String>>;
}

fn main() {}
