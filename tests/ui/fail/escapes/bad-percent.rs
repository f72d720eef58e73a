use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/100%rebate", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
