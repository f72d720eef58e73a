use connectpay::Result;

struct NewUser {
    email: String,
}

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: Option<NewUser>) -> Result<String>;
}

fn main() {}
