#[path = "../../uses.rs"]
mod uses;

use connectpay::Result;
use uses::{Created, NewUser};

#[connectpay::api]
trait Users {
    #[connectpay::endpoint(path = "/example/partner/users")]
    async fn create(&self, #[body] user: &NewUser) -> Result<Created>;

    #[connectpay::endpoint(path = "/example/partner/users/{id}")]
    async fn user(&self, id: &str) -> Result<Created>;
}

fn main() {}
