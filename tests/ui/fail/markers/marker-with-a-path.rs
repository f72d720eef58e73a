use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create(&self, #[connectpay::body] user: &str) -> Result<String>;
}

fn main() {}
