use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[cookie] session: &str) -> Result<Vec<String>>;
}

fn main() {}
