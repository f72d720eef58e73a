use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, #[body] email: &str) -> Result<String>;

    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_anybody(&self) -> Result<String>;
}

fn main() {}
