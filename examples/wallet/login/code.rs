//! The code of a login: sent, sent again, and verified.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use connectpay::Outcome;
use connectpay::sca::{Challenge, Next, Otp, Verdict};
use serde::Deserialize;

use super::User;
use super::cookie::Browser;
use super::email::Email;
use crate::App;
use crate::api::{UserManagement as _, Verification};
use crate::failure::Failure;
use crate::page::{code_form, page, tries};
use crate::to_the_end::to_the_end;

/// Keeps the challenge of a new login and has its code sent.
pub async fn begin(
    app: &App,
    browser: Browser,
    email: &str,
    challenge: &Challenge,
) -> Result<Response, Failure> {
    let challenges = &app.database.challenges;
    let kept = challenges.keep(&browser.owner(email), challenge, &app.keys);
    kept.map_err(Failure::Login)?;
    send(app, browser, email).await
}

#[derive(Deserialize)]
pub struct Again {
    email: Email,
}

pub async fn send_again(
    State(app): State<App>,
    browser: Browser,
    Form(Again { email }): Form<Again>,
) -> Result<Response, Failure> {
    to_the_end(async move { send(&app, browser, &email).await }).await
}

async fn send(app: &App, browser: Browser, email: &str) -> Result<Response, Failure> {
    let challenges = &app.database.challenges;
    let taken = challenges.take_to_send(&browser.owner(email), &app.keys);
    let Some(mut kept) = taken.map_err(Failure::Login)? else {
        return Ok(nothing_waits());
    };
    let sent = kept
        .challenge
        .send(|event| app.client.send_login_code(event))
        .await;
    let put_back = challenges.put_back(&kept, &app.keys);
    put_back.map_err(Failure::Login)?;
    let Err(error) = sent else {
        return Ok(form(email, "We sent you a code."));
    };
    eprintln!("{error}");
    let note = match error.outcome() {
        Outcome::Unknown => "We may have sent you a code.",
        // The challenge may be too old.
        Outcome::Rejected if !error.is_transient() => {
            "The bank sent no code. If that goes on, <a href=/>log in</a> again."
        }
        _ => "No code was sent to you yet.",
    };
    Ok(form(email, note))
}

#[derive(Deserialize)]
pub struct Entered {
    email: Email,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    browser: Browser,
    earlier: Result<User, Failure>,
    Form(entered): Form<Entered>,
) -> Result<Response, Failure> {
    to_the_end(check(app, browser, earlier.ok(), entered)).await
}

async fn check(
    app: App,
    browser: Browser,
    earlier: Option<User>,
    Entered { email, code }: Entered,
) -> Result<Response, Failure> {
    let challenges = &app.database.challenges;
    let taken = challenges.take_to_verify(&browser.owner(&email), &app.keys);
    let Some(mut kept) = taken.map_err(Failure::Login)? else {
        return Ok(nothing_waits());
    };
    let verdict = kept
        .challenge
        .verify(code, |authorisation_event_id, otp| {
            app.client.verify_login(&Verification {
                authorisation_event_id,
                otp,
            })
        })
        .await;
    let put_back = challenges.put_back(&kept, &app.keys);
    put_back.map_err(Failure::Login)?;
    let (error, note) = match verdict {
        Ok(Verdict::Finalised(tokens)) => {
            return super::begin(&app, &email, tokens.issued(), earlier).await;
        }
        Ok(Verdict::Refused { tries_left: 0, .. }) => {
            let text = "<p>Too many codes. <a href=/>Log in</a> again.";
            return Ok(page(text).into_response());
        }
        Ok(Verdict::Refused { error, tries_left }) => {
            let note = format!("The bank did not accept the code; {}.", tries(tries_left));
            (error, note)
        }
        // A login has no state to ask for, so only another login goes on.
        Err(error) if kept.next() == Next::AskForStatus => return Err(Failure::Login(error)),
        Err(error) => (error, "Please enter the code again.".to_owned()),
    };
    eprintln!("{error}");
    Ok(form(&email, &note))
}

fn nothing_waits() -> Response {
    let text = "<p>No login waits for this code. <a href=/>Log in</a>, or <a href=/pay>go on</a> \
                if you are logged in.";
    page(text).into_response()
}

fn form(email: &str, note: &str) -> Response {
    code_form("/login/code", ("email", email), note).into_response()
}
