use connectpay::{Call, Result};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait UserManagement {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Call<Vec<String>>>;
}

fn main() {}
