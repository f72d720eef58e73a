use connectpay::{Client, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

fn end(user: &impl UserManagement) {
    drop(user.logout());
}

fn begin(client: &Client) {
    end(client);
}

fn main() {}
