use connectpay::Result;

// The names of arguments are one space, wherever the placeholder stands.
#[connectpay::api(base = "/example/partner/{id}")]
trait UserManagement {
    #[connectpay::endpoint(path = "/users/{id}", auth = partner)]
    async fn users(&self, id: &str) -> Result<Vec<String>>;
}

fn main() {}
