use connectpay::Result;

#[connectpay::endpoint(method = POST, path = "/baas-sca/user-management/partner/users", auth = partner)]
pub async fn create(#[body] email: &str) -> Result<String> {
    Ok(email.to_owned())
}

async fn called() -> Result<String> {
    create("ada@example.com").await
}

fn main() {}
