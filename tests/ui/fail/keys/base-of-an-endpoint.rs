use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Users {
    #[connectpay::endpoint(base = "/baas-sca/user-management/partner", path = "/users/{id}")]
    async fn user(&self, id: u64) -> Result<String>;
}

fn main() {}
