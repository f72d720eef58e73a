use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users<const N: usize>(&self) -> Result<[String; N]>;
}

fn main() {}
