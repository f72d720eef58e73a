use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = Method::POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
