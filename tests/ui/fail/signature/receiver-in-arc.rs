use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(self: std::sync::Arc<Self>) -> Result<Vec<String>>;
}

fn main() {}
