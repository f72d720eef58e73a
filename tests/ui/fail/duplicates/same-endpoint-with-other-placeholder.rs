use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait UserManagement {
    #[connectpay::endpoint(path = "/users/{id}")]
    async fn user(&self, id: &str) -> Result<String>;

    #[connectpay::endpoint(path = "/users/{email}")]
    async fn user_by_email(&self, email: &str) -> Result<String>;
}

fn main() {}
