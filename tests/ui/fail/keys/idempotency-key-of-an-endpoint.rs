use connectpay::Result;

trait Users {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner, idempotency_key)]
    async fn create(&self) -> Result<String>;
}

fn main() {}
