use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, timeout = 5)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
