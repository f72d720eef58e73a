use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait UserManagement {
    #[spanned(level = "debug", err)]
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
