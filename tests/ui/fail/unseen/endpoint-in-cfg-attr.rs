use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[cfg_attr(all(), connectpay::endpoint(path = "/example/partner/users", auth = partner))]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
