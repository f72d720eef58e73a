use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[query]
        #[header("X-Page")]
        page: u32,
    ) -> Result<Vec<String>>;
}

fn main() {}
