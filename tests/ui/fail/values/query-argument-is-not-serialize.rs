use connectpay::Result;

struct Page(u32);

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(&self, #[query] page: Page) -> Result<Vec<String>>;
}

fn main() {}
