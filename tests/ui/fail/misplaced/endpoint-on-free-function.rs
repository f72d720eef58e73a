use connectpay::{Client, Result};

#[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
async fn users(client: &Client) -> Result<Vec<String>> {
    let _ = client;
    Ok(Vec::new())
}

fn main() {}
