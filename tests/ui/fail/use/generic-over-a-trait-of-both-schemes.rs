use connectpay::Result;

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

async fn create(api: &impl UserManagement) -> Result<()> {
    api.create_user().await
}

fn main() {}
