use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn upload(&self, #[body(content_type = "application/pdf")] document: &[u8]) -> Result<String>;
}

fn main() {}
