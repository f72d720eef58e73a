//! Test code that calls an API without the API, with a fake in a unit test.
//!
//! `cargo test --example fake` runs the test, and `cargo run --example fake` runs the
//! same code against the sandbox.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::time::Duration;

use connectpay::{Call, Caller, Client, Error, Partner, Result};
use connectpay_sandbox::Sandbox;
use serde::{Deserialize, Serialize};

/// What the partner says about a new user.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    email: String,
    password: String,
    mobile_phone_number: String,
    redirect_url: String,
}

/// ConnectPay's answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    user_id: String,
}

/// All endpoints have the partner's scheme, so the trait is dyn-compatible.
#[connectpay::api(auth = partner)]
pub trait Users {
    /// Creates a user of this partner.
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;
}

/// The code under test, which takes any implementation of the trait.
async fn sign_up(users: &dyn Users, email: &str) -> Result<String> {
    let user = NewUser {
        email: email.to_lowercase(),
        password: "encrypted-in-the-browser".to_owned(),
        mobile_phone_number: "+37060000000".to_owned(),
        redirect_url: "https://partner.example/welcome".to_owned(),
    };
    Ok(users.create_user(&user).await?.user_id)
}

/// Answers without a server. A method that is not overridden sends nothing and fails.
struct Fake;

impl Caller<Partner> for Fake {}

impl Users for Fake {
    fn create_user(&self, user: &NewUser) -> Call<CreatedUser> {
        if user.email.starts_with("late@") {
            // A fake can make every error of a real call: see `Error::not_sent` and the
            // functions beside it.
            return Call::ready(Err(Error::timeout(Duration::from_secs(30))));
        }
        let user_id = format!("id-of-{}", user.email);
        Call::ready(Ok(CreatedUser { user_id }))
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    println!("The fake: {}", sign_up(&Fake, "Ada@example.com").await?);

    let sandbox = Sandbox::start().await?;
    let client = Client::builder(sandbox.environment(), sandbox.credentials()).build()?;
    println!("A client: {}", sign_up(&client, "Ada@example.com").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use connectpay::Outcome;

    use super::*;

    #[tokio::test]
    async fn an_email_address_is_written_in_lower_case() {
        let user_id = sign_up(&Fake, "Ada@Example.com").await.unwrap();
        assert_eq!(user_id, "id-of-ada@example.com");
    }

    #[tokio::test]
    async fn a_user_who_may_have_been_created_is_no_success() {
        let error = sign_up(&Fake, "Late@Example.com").await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown);
    }
}
