use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, crate = ::no_such_sdk::connectpay)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
