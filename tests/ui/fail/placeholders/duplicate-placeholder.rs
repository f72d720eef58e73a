use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/partner/{id}/users/{id}", auth = partner)]
    async fn users(&self, id: &str) -> Result<Vec<String>>;
}

fn main() {}
