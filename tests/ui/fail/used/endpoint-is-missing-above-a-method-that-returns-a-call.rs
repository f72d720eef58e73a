#[path = "../../uses.rs"]
mod uses;

use uses::{Created, NewUser};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    /// Creates a user.
    fn create(&self, user: &NewUser) -> connectpay::Call<Created>;

    #[connectpay::endpoint(path = "/users/{id}")]
    fn user(&self, id: &str) -> connectpay::Call<Created>;
}

fn main() {}
