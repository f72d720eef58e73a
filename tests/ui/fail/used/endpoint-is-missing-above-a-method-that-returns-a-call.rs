#[path = "../../uses.rs"]
mod uses;

use connectpay::Result;
use uses::{Created, NewUser};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    /// Creates a user.
    fn create(&self, user: &NewUser) -> connectpay::Call<Created>;

    #[connectpay::endpoint(path = "/users/{id}")]
    async fn user(&self, id: &str) -> Result<Created>;
}

fn main() {}
