use connectpay::Result;

#[connectpay::api(auth = users)]
trait UserManagement {
    #[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/client/users/logout")]
    async fn logout(&self) -> Result<()>;

    #[connectpay::endpoint(path = "/example/client/profile")]
    async fn profile(&self) -> Result<String>;
}

fn main() {}
