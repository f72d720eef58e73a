use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, content_type = "application/pdf")]
    async fn upload(&self, #[body] document: &str) -> Result<String>;
}

fn main() {}
