use connectpay::{Call, Result};

#[connectpay::api(base = "/baas-sca/user-management", host = "https://example.com")]
trait UserManagement {
    #[connectpay::endpoint(path = "/partner/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/partner/users/{id}", auth = partner)]
    fn user(&self, #[query] id: u64) -> Call<String>;

    #[connectpay::endpoint(path = "/partner/users", auth = partner, idempotent = true)]
    async fn create_user<T>(&self, #[body] email: &str) -> Result<()>;
}

fn main() {}
