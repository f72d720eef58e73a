use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[header] x_request_id: &str) -> Result<Vec<String>>;
}

fn main() {}
