#[path = "../../uses.rs"]
mod uses;

use connectpay::Result;
use uses::{Created, NewUser};

#[connectpay::api(base = "/baas-sca/user-management/partner/users/{id}")]
trait Users {
    #[connectpay::endpoint(path = "/new", auth = partner)]
    async fn create(&self, #[body] user: &NewUser) -> Result<Created>;

    #[connectpay::endpoint(path = "/it", auth = partner)]
    async fn user(&self, id: &str) -> Result<Created>;
}

fn main() {}
