use connectpay::Result;

#[connectpay::api(auth = partner)]
trait UserManagement {
    #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(path = "/example/client/sessions")]
    async fn sessions(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(method = POST, path = "/example/client/logout")]
    async fn logout(&self) -> Result<()>;
}

fn main() {}
