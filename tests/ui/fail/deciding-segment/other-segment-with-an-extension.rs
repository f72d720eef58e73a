use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/partner.json/client/users", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
