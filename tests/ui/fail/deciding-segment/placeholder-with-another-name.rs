use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/example/{role}/users", auth = user)]
    async fn users(&self, role: &str) -> Result<Vec<String>>;
}

fn main() {}
