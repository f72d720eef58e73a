use connectpay::Result;

type Nothing = ();

#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    #[connectpay::endpoint(path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<Nothing>;
}

fn main() {}
