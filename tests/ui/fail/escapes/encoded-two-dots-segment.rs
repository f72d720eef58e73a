use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/%2E%2e/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
