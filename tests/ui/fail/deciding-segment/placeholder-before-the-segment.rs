use connectpay::Result;

trait Users {
    #[connectpay::endpoint(path = "/{client}/partner/users", auth = partner)]
    async fn users(&self, client: &str) -> Result<Vec<String>>;
}

fn main() {}
