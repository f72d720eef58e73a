use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users<T: Send>(&self, #[query] filter: T) -> Result<Vec<String>>;
}

fn main() {}
