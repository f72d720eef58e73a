use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/client/partner.json", auth = user)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
