use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[header("X-Trace")] first: &str,
        #[header("x_trace")] second: &str,
    ) -> Result<Vec<String>>;
}

fn main() {}
