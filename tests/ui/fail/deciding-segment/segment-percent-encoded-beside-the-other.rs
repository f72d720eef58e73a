use connectpay::Result;

// Decoded, this path would be the partner's as well as the user's.
trait UserManagement {
    #[connectpay::endpoint(path = "/example/client/%70artner/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
