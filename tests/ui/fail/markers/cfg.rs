use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[cfg(feature = "paging")]
        #[query]
        page: u32,
    ) -> Result<Vec<String>>;
}

fn main() {}
