use connectpay::Result;

#[connectpay::api(auth = partner)]
trait Sessions {
    #[connectpay::endpoint(path = "/example/client/sessions")]
    async fn sessions(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(method = POST, path = "/example/client/logout")]
    async fn logout(&self) -> Result<()>;
}

fn main() {}
