//! Create a user, log in with a code, make a payment with another code and log out,
//! against a server that enforces both ways to authenticate.
//!
//! `cargo run --example quickstart` runs against the embedded sandbox, and is built
//! without TLS. With `--features stage` it has TLS, and with `CONNECTPAY_ENV=stage`,
//! `CONNECTPAY_CLIENT_KEY` and `CONNECTPAY_CLIENT_SECRET` in the environment the
//! first call goes to ConnectPay's stage; with `CONNECTPAY_ACCESS_TOKEN`
//! and `CONNECTPAY_PSU_IP` the logout too. ConnectPay's public pages show no path
//! for the login and for payments, so those calls run in the sandbox only.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::env;
use std::net::IpAddr;
use std::time::Duration;

use connectpay::sca::{Challenge, EventId, Finalised, Otp, Sca, Verdict};
use connectpay::{
    AccessToken, Client, Environment, Followed, PartnerCredentials, PaymentStatus, Result, Session,
    until_final,
};
use connectpay_sandbox::Sandbox;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

type AnyResult<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Endpoints that ConnectPay documents. This compiles only because auth and path agree.
#[connectpay::api(base = "/baas-sca/user-management")]
trait UserManagement {
    /// Creates a user of this partner.
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    /// Sends a logged-in user the code of a payment. It is `once`, since each call
    /// sends an SMS.
    #[connectpay::endpoint(method = POST, path = "/client/sca/authorise/{event}", auth = user, once)]
    async fn send_code(&self, event: &EventId) -> Result<()>;

    /// Ends the user's session and its access token.
    #[connectpay::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}

/// The sandbox's own login: an email and a password, then a code.
#[connectpay::api(base = "/sandbox/partner", auth = partner)]
trait Login {
    /// With `Sca`, the answer may be a challenge, which has to be met first.
    #[connectpay::endpoint(path = "/login", once)]
    async fn log_in(&self, #[body] user: &Value) -> Result<Sca<Tokens, ()>>;

    #[connectpay::endpoint(method = POST, path = "/sca/authorise/{event}", once)]
    async fn send_login_code(&self, event: &EventId) -> Result<()>;

    /// It is `once`, since every code that is sent counts as a try.
    #[connectpay::endpoint(path = "/sca/verify", once)]
    async fn verify_login(&self, #[body] code: &Code<'_>) -> Result<Finalised<Tokens>>;
}

/// The sandbox's own payments, in the fields that ConnectPay documents.
#[connectpay::api(base = "/sandbox/client", auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/payments", once)]
    async fn pay(&self, #[body] payment: &Value) -> Result<Sca<Initiated>>;

    #[connectpay::endpoint(path = "/sca/verify", once)]
    async fn verify(&self, #[body] code: &Code<'_>) -> Result<Finalised>;

    #[connectpay::endpoint(path = "/payments/{number}")]
    async fn payment(&self, number: &str) -> Result<Payment>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewUser {
    email: String,
    /// As ConnectPay's script encrypted it in the user's browser.
    password: String,
    mobile_phone_number: String,
    redirect_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreatedUser {
    user_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Code<'a> {
    authorisation_event_id: &'a EventId,
    otp: &'a Otp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tokens {
    access_token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Initiated {
    payment_order_no: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payment {
    payment_status: String,
}

impl PaymentStatus for Payment {
    fn payment_status(&self) -> &str {
        &self.payment_status
    }
}

#[tokio::main]
async fn main() -> AnyResult<()> {
    let user = NewUser {
        email: "ada@example.com".to_owned(),
        password: "encrypted-in-the-browser".to_owned(),
        mobile_phone_number: "+37060000000".to_owned(),
        redirect_url: "https://partner.example/welcome".to_owned(),
    };
    if env::var_os("CONNECTPAY_ENV").is_some() {
        return on_stage(&user).await;
    }
    // The sandbox stops when it is dropped, so it is held to the end.
    let sandbox = Sandbox::start().await?;
    let client = Client::builder(sandbox.environment(), sandbox.credentials()).build()?;

    println!("1. The partner creates a user, who follows the link in the email.");
    let created = client.create_user(&user).await?;
    sandbox.validate_user(&user.email);
    show(&sandbox);
    println!("   The user's id is {}.", created.user_id);

    println!("2. The user logs in with a password and a code.");
    let login = json!({"email": user.email, "password": user.password});
    let tokens = match client.log_in(&login).await? {
        Sca::Done(tokens) => tokens,
        Sca::Required(pending) => {
            let mut challenge = pending.challenge;
            challenge
                .send(|event| client.send_login_code(event))
                .await?;
            let verdict = challenge.verify(typed(&sandbox, &user)?, |event, otp| {
                client.verify_login(&code(event, otp))
            });
            finalised(verdict.await?)?
        }
    };
    // One user: an access token and the IP address of the user's device.
    let session = client.session(AccessToken::new(tokens.access_token)?, [198, 51, 100, 7])?;
    show(&sandbox);

    println!("3. The user pays, and confirms it with another code.");
    pay(&sandbox, &user, &session).await?;

    println!("4. The user logs out, and the same token is dead.");
    session.logout().await?;
    if let Err(error) = session.logout().await {
        show(&sandbox);
        println!("   {error}.");
        println!("   What is known of its effect: {:?}.", error.outcome());
    }
    Ok(())
}

async fn pay(sandbox: &Sandbox, user: &NewUser, session: &Session) -> AnyResult<()> {
    let payment = json!({
        "paymentRail": "SEPA_SCT_INST",
        "creditorName": "Grace Hopper",
        "creditorAccount": {"iban": "DE89370400440532013000"},
        "instructedAmount": {"amount": "9.00", "currency": "EUR"},
        "externalReference": "invoice 7",
    });
    let initiated = match session.pay(&payment).await? {
        Sca::Done(initiated) => initiated,
        Sca::Required(pending) => {
            confirm(sandbox, user, session, pending.challenge).await?;
            pending.answer
        }
    };
    show(sandbox);
    // A right code does not mean that the payment is made.
    let number = initiated.payment_order_no;
    // Moves the sandbox's clock, so that nobody has to wait for it.
    sandbox.advance(Duration::from_secs(5));
    let followed = until_final(|| session.payment(&number)).within(Duration::from_secs(30));
    match followed.await? {
        Followed::Completed(payment) => println!("   It is made: {}.", payment.payment_status),
        Followed::Rejected(payment) => println!("   It is refused: {}.", payment.payment_status),
        Followed::StillPending(_) => println!("   It is under way; look again later."),
    }
    sandbox.clear_requests();
    Ok(())
}

/// Meets the challenge of a payment. A wallet keeps it until the user has the code.
async fn confirm(
    sandbox: &Sandbox,
    user: &NewUser,
    session: &Session,
    mut challenge: Challenge,
) -> AnyResult<()> {
    challenge.send(|event| session.send_code(event)).await?;
    let verdict = challenge.verify(typed(sandbox, user)?, |event, otp| {
        session.verify(&code(event, otp))
    });
    finalised(verdict.await?)
}

fn finalised<T>(verdict: Verdict<T>) -> AnyResult<T> {
    match verdict {
        Verdict::Finalised(value) => Ok(value),
        Verdict::Refused { error, tries_left } => {
            println!("   That was not the code; {tries_left} tries are left.");
            Err(error.into())
        }
    }
}

/// The code that the user types. The sandbox reveals it, since it sends no SMS.
fn typed(sandbox: &Sandbox, user: &NewUser) -> AnyResult<Otp> {
    let otp = sandbox.last_code(&user.email).ok_or("no code was sent")?;
    println!("   The code is {otp}.");
    Ok(Otp::new(otp)?)
}

fn code<'a>(authorisation_event_id: &'a EventId, otp: &'a Otp) -> Code<'a> {
    Code {
        authorisation_event_id,
        otp,
    }
}

/// What arrived at the sandbox, and with which credential.
fn show(sandbox: &Sandbox) {
    for request in sandbox.requests() {
        let sent = ["x-connectpay-api-key", "authorization", "psu-ip-address"];
        let sent: Vec<&str> = sent
            .into_iter()
            .filter(|name| request.headers.contains_key(*name))
            .collect();
        let status = request.status.map_or(0, |status| status.as_u16());
        println!("   {} {} -> {status}", request.method, request.path);
        println!("      with {}", sent.join(" and "));
    }
    sandbox.clear_requests();
}

/// Makes the calls whose paths are documented. This creates a user, so it refuses
/// production.
async fn on_stage(user: &NewUser) -> AnyResult<()> {
    let environment: Environment = env::var("CONNECTPAY_ENV")?.parse()?;
    if environment == Environment::Production {
        return Err("the quickstart creates a made-up user; set CONNECTPAY_ENV=stage".into());
    }
    let client = Client::builder(environment, PartnerCredentials::from_env()?).build()?;
    let created = client.create_user(user).await?;
    println!("The user's id is {}.", created.user_id);

    let (token, psu_ip) = (
        env::var("CONNECTPAY_ACCESS_TOKEN"),
        env::var("CONNECTPAY_PSU_IP"),
    );
    let (Ok(token), Ok(psu_ip)) = (token, psu_ip) else {
        println!("Set CONNECTPAY_ACCESS_TOKEN and CONNECTPAY_PSU_IP to log a user out.");
        return Ok(());
    };
    let session = client.session(AccessToken::new(token)?, psu_ip.parse::<IpAddr>()?)?;
    session.logout().await?;
    println!("The user is logged out, and the access token is dead.");
    Ok(())
}
