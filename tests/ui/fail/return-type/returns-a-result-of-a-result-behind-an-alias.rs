use connectpay::Result;

type Users = Result<Vec<String>>;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait UserManagement {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Users>;
}

fn main() {}
