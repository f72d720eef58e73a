use connectpay::{Result, Session};

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<String>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

async fn create(session: &Session) -> Result<String> {
    session.create_user().await
}

fn main() {}
