use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users<T>(&self) -> Result<Vec<T>>;
}

fn main() {}
