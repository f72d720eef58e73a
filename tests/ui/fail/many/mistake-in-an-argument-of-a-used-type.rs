#![deny(warnings)]

use connectpay::{Call, Client, Result};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct NewUser {
    email: String,
}

#[derive(Deserialize)]
struct CreatedUser {
    id: String,
}

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    fn create_user(&self, user: &NewUser) -> Call<CreatedUser>;
}

impl UserManagement for Client {}

async fn sign_up(client: &Client, email: String) -> Result<String> {
    Ok(client.create_user(&NewUser { email }).await?.id)
}

fn main() {}
