#![deny(unused_must_use)]

use connectpay::{Result, Session};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

fn end(session: &Session) {
    session.logout();
}

fn main() {}
