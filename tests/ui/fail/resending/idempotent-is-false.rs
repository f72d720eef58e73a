use connectpay::Result;

trait Users {
    #[connectpay::endpoint(method = PUT, path = "/baas-sca/user-management/partner/users", auth = partner, idempotent = false)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
