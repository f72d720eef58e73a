use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(method = POST, auth = partner)]
    async fn create_user(&self) -> Result<String>;
}

fn main() {}
