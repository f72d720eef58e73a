use connectpay::Result;

struct Paging {
    page: u32,
}

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[query(flatten)] paging: &Paging) -> Result<Vec<String>>;
}

fn main() {}
