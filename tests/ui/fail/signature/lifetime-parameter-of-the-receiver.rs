use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users<'a>(&'a self) -> Result<Vec<String>>;
}

fn main() {}
