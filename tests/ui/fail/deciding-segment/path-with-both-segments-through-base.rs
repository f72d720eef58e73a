use connectpay::Result;

#[connectpay::api(base = "/example/partner")]
trait UserManagement {
    #[connectpay::endpoint(path = "/client/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
