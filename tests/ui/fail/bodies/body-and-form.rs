use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[body] user: &str,
        #[form] account: &[(&str, &str)],
    ) -> Result<Vec<String>>;
}

fn main() {}
