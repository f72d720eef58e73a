//! Write an SDK of your own: a crate that declares endpoints and re-exports what its
//! users touch, so that they need not know this library. `tests/downstream` is such a
//! crate. It also knows the runtime by another name.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use connectpay_sandbox::Sandbox;
// Nothing in this file names `connectpay`.
use downstream::{AccessToken, Client, NewUser, Sca, TopUp, Topup, UserManagement};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder(
        sandbox.base_url().parse()?,
        downstream::PartnerCredentials::new(sandbox.client_key(), sandbox.client_secret())?,
    )
    .build()?;

    let user = client
        .create_user(&NewUser {
            email: "ada@example.com".to_owned(),
            password: "encrypted-in-the-browser".to_owned(),
            mobile_phone_number: "+37060000000".to_owned(),
            redirect_url: "https://partner.example/welcome".to_owned(),
        })
        .await?;
    println!("created {}", user.user_id);

    let redirect_url = "https://partner.example/done".to_owned();
    let top_up = client.initiate_by_pis(&TopUp { redirect_url }).await?;
    println!("top-up {} begun", top_up.payment.payment_id);

    let token = sandbox.issue_token("ada@example.com");
    let token = AccessToken::new(token.expose_secret())?;
    let session = client.session(token, [198, 51, 100, 7])?;
    session.authorise(&user.event_id).await?;
    println!("one-time password sent");
    session.logout().await?;
    println!("logged out");

    println!("\nWhat the SDK declares:");
    for api in [UserManagement, Sca, Topup] {
        for operation in api.operations() {
            let endpoint = operation.endpoint();
            println!(
                "{:8} {:6} {}",
                endpoint.auth(),
                endpoint.method(),
                endpoint.path()
            );
        }
    }
    Ok(())
}
