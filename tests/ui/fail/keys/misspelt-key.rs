use connectpay::Result;

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, idempotnet)]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {}
