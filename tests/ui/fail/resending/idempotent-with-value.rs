use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = PUT, path = "/baas-sca/user-management/partner/users", auth = partner, idempotent = true)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
