use std::sync::Arc;

use connectpay::{Caller, Partner, Result};

#[connectpay::api]
trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner, idempotent)]
    async fn users(&self) -> Result<Vec<String>>;
}

async fn count(partner: Arc<dyn Caller<Partner>>) -> Result<usize> {
    Ok(partner.users().await?.len())
}

fn main() {}
