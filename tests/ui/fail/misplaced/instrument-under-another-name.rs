use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[telemetry::timed(skip(self), level = "debug")]
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{id}", auth = partner)]
    async fn user(&self, id: &str) -> Result<String>;
}

fn main() {}
