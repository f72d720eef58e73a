use connectpay::Result;

#[connectpay::api]
pub trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

fn main() {
    assert_eq!(UserManagement.operations().len(), 1);
}
