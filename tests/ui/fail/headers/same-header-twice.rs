use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[header("X-Request-ID")] first: &str,
        #[header("x-request-id")] second: &str,
    ) -> Result<Vec<String>>;
}

fn main() {}
