use connectpay::{Result, Session};

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

async fn leave(session: &Session) -> Result<()> {
    session.logout().await
}

fn main() {}
