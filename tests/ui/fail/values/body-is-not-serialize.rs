use connectpay::Result;

struct NewUser {
    email: String,
}

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<String>;
}

fn main() {}
