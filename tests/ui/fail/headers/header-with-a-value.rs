use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[header("X-Api-Version" = "2")] version: u8) -> Result<Vec<String>>;
}

fn main() {}
