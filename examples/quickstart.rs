//! Both ways to authenticate, against a server that enforces them.
//!
//! `cargo run --example quickstart` runs against the embedded sandbox. With
//! `CONNECTPAY_ENV=stage`, `CONNECTPAY_CLIENT_KEY` and `CONNECTPAY_CLIENT_SECRET`
//! the same calls go to ConnectPay's stage, and with `CONNECTPAY_ACCESS_TOKEN`
//! and `CONNECTPAY_PSU_IP` the user's calls too.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::env;
use std::net::IpAddr;

use connectpay::{AccessToken, Client, Environment, PartnerCredentials, Result, Session};
use connectpay_sandbox::Sandbox;
use serde::{Deserialize, Serialize};

/// What the partner tells about a new user.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    email: String,
    /// As ConnectPay's script encrypted it in the user's browser.
    password: String,
    mobile_phone_number: String,
    redirect_url: String,
}

/// ConnectPay's answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    user_id: String,
}

/// The endpoints. Auth and path have to agree, or this does not compile.
#[connectpay::api]
pub trait UserManagement {
    /// Creates a user of this partner.
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    /// Ends the user's session; its access token is then dead.
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/users/logout",
        auth = user
    )]
    async fn logout(&self) -> Result<()>;
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    // The sandbox stops when it is dropped, so it is held to the end.
    let sandbox = match env::var("CONNECTPAY_ENV") {
        Ok(_) => None,
        Err(_) => Some(Sandbox::start().await?),
    };
    let client = match &sandbox {
        Some(sandbox) => Client::builder(sandbox.environment(), sandbox.credentials()),
        None => Client::builder(stage()?, PartnerCredentials::from_env()?),
    }
    .build()?;
    println!("Calling {}\n", client.environment());

    println!("1. The partner creates a user.");
    let user = NewUser {
        email: "ada@example.com".to_owned(),
        password: "encrypted-in-the-browser".to_owned(),
        mobile_phone_number: "+37060000000".to_owned(),
        redirect_url: "https://partner.example/welcome".to_owned(),
    };
    let created = client.create_user(&user).await?;
    show_last(sandbox.as_ref());
    println!("   The user's id is {}.\n", created.user_id);

    // ConnectPay shows no path for the login, so the token comes from elsewhere.
    let Some(session) = session(&client, sandbox.as_ref(), &created)? else {
        println!("Set CONNECTPAY_ACCESS_TOKEN and CONNECTPAY_PSU_IP to go on as a user.");
        return Ok(());
    };
    println!("2. The user logs out.");
    session.logout().await?;
    show_last(sandbox.as_ref());
    println!("   The access token is dead.\n");

    println!("3. The same token again.");
    match session.logout().await {
        Ok(()) => println!("   It was accepted, which was not expected."),
        Err(error) => {
            show_last(sandbox.as_ref());
            println!("   {error}.");
            println!("   What is known of its effect: {:?}.", error.outcome());
        }
    }
    Ok(())
}

/// `CONNECTPAY_ENV`: this program makes a user, so it stays out of production.
fn stage() -> Result<Environment> {
    let environment = env::var("CONNECTPAY_ENV").unwrap_or_default().parse()?;
    assert_ne!(
        environment,
        Environment::Production,
        "the quickstart creates a made-up user; set CONNECTPAY_ENV=stage"
    );
    Ok(environment)
}

/// A user's session: the access token and the address of the user's device.
fn session(
    client: &Client,
    sandbox: Option<&Sandbox>,
    user: &CreatedUser,
) -> std::result::Result<Option<Session>, Box<dyn std::error::Error>> {
    if let Some(sandbox) = sandbox {
        let token = sandbox.issue_token(&user.user_id);
        return Ok(Some(client.session(token, [198, 51, 100, 7])?));
    }
    let (Ok(token), Ok(psu_ip)) = (
        env::var("CONNECTPAY_ACCESS_TOKEN"),
        env::var("CONNECTPAY_PSU_IP"),
    ) else {
        return Ok(None);
    };
    let psu_ip: IpAddr = psu_ip.parse()?;
    Ok(Some(client.session(AccessToken::new(token)?, psu_ip)?))
}

/// What arrived at the sandbox, which censors credentials.
fn show_last(sandbox: Option<&Sandbox>) {
    let Some(request) = sandbox.and_then(|sandbox| sandbox.requests().pop()) else {
        return;
    };
    println!("   {} {}", request.method, request.path);
    for (name, value) in &request.headers {
        println!("   {name}: {}", value.to_str().unwrap_or("(not text)"));
    }
    if let Some(status) = request.status {
        println!("   -> {status}");
    }
}
