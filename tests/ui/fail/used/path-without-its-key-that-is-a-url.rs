#[path = "../../uses.rs"]
mod uses;

use connectpay::Result;
use uses::{Created, NewUser};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint("https://example.com/users", once)]
    async fn create(&self, #[body] user: &NewUser) -> Result<Created>;

    #[connectpay::endpoint(path = "/users/{id}")]
    async fn user(&self, id: &str) -> Result<Created>;
}

fn main() {}
