use connectpay::Result;

trait Users {
    #[connectpay::endpoint(method = GET | POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
