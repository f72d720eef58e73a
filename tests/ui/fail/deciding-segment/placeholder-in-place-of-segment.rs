use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/{partner}/users", auth = partner)]
    async fn users(&self, partner: &str) -> Result<Vec<String>>;
}

fn main() {}
