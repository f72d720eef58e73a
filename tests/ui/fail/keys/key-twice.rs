use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
