use connectpay::Result;

struct Users;

impl Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
}

fn main() {}
