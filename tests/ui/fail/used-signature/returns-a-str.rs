#[path = "../../uses.rs"]
mod uses;

use connectpay::Result;
use uses::{Created, NewUser};

#[connectpay::api]
trait Users {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create(&self, #[body] user: &NewUser) -> Result<str>;

    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users/{id}", auth = partner)]
    async fn user(&self, id: &str) -> Result<Created>;
}

fn main() {}
