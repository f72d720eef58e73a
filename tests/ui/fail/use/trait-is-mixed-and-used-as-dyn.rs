use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<String>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

async fn end(users: &dyn UserManagement) -> Result<()> {
    users.logout().await
}

fn main() {}
