use connectpay::Result;

struct Users;

#[connectpay::api]
impl Users {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    pub async fn create(&self, #[body] email: &str) -> Result<String>;
}

async fn called(users: &Users) -> Result<String> {
    users.create("ada@example.com").await
}

fn main() {}
