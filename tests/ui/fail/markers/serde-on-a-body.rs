use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create(&self, #[serde(rename = "newUser")] #[body] user: &str) -> Result<()>;
}

fn main() {}
