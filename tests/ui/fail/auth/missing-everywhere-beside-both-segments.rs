use connectpay::Result;

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(path = "/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(method = POST, path = "/client/users/logout")]
    async fn logout(&self) -> Result<()>;
}

fn main() {}
