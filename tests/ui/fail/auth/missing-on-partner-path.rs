use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users")]
    async fn create_user(&self) -> Result<String>;
}

fn main() {}
