use connectpay::{Result, Session};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self) -> Result<String>;
}

async fn create(session: Session) -> Result<String> {
    session.create_user().await
}

fn main() {}
