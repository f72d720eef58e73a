use connectpay::{Client, Result};

#[connectpay::api(base = "/baas-sca/user-management/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;

    #[connectpay::endpoint(pa)]
    fn tenant(&self) -> &str;
}

impl Users for Client {
    fn tenant(&self) -> &str {
        "acme"
    }
}

async fn used(client: &Client) -> Result<usize> {
    Ok(client.users().await?.len() + client.tenant().len())
}

fn main() {}
