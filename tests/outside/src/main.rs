//! Calls three endpoints on the server whose address is the first argument. The server
//! checks what arrives.

use bank::{AccessToken, Client, Environment, PartnerCredentials, Result};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct NewUser {
    email: &'static str,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreatedUser {
    user_id: String,
}

#[bank::api(base = "/baas-sca/user-management", crate = ::bank)]
trait UserManagement {
    #[bank::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    #[bank::endpoint(method = POST, path = "/client/sca/authorise/{event_id}", auth = user)]
    async fn authorise(&self, event_id: &str) -> Result<()>;
}

/// Made up: whatever the wire has besides.
#[bank::api(auth = partner, header("X-Api-Version" = "2"))]
trait Documents {
    #[bank::endpoint(path = "/example/partner/documents/{documentId}:close")]
    async fn close(
        &self,
        document_id: &str,
        #[query(style = comma)] tags: &[&str],
        #[body("application/pdf")] document: &[u8],
    ) -> Result<()>;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let base_url = std::env::args().nth(1).ok_or("the server's address is missing")?;
    let credentials = PartnerCredentials::new("ConnectPay", "EasyBanking")?;
    let client = Client::builder(Environment::custom(&base_url)?, credentials).build()?;
    let user = client.create_user(&NewUser { email: "ada@example.com" }).await?;
    println!("created {}", user.user_id);
    client.close("d:7", &["a b", "é"], b"%PDF-1.7\n\x00\xff").await?;
    println!("closed");
    let token = AccessToken::new("eyJhbGciOiJub25lIn0.e30.")?;
    let session = client.session(token, [198, 51, 100, 7])?;
    session.authorise("event/7 é").await?;
    println!("authorised");
    Ok(())
}
