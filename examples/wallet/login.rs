//! A login with a code, and a logout.

mod cookie;
mod user;

use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::Error;
use connectpay::sca::{Otp, Sca, Verdict};
use connectpay::tokens::{IssuedTokens, TokenStore as _};
use serde::Deserialize;
use uuid::Uuid;

use self::cookie::Browser;
use self::user::Login;
pub use self::user::{Logins, User};
use crate::App;
use crate::api::{self, Payments as _, UserManagement as _, Verification};
use crate::page::{Failure, code_form, page};
use crate::to_the_end::to_the_end;

/// The form comes with a cookie, without which it is not taken.
pub async fn form(headers: HeaderMap) -> Response {
    let cookie = Browser::read_or_new(&headers).cookie();
    let form = page(
        "<form method=post action=/login><label>Email <input name=email></label>\
         <label>Password <input name=password type=password></label><button>Log in</button></form>",
    );
    ([(SET_COOKIE, cookie)], form).into_response()
}

#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
}

/// Checks the first factor. The code is the second.
pub async fn log_in(
    State(app): State<App>,
    browser: Browser,
    Form(Credentials { email, password }): Form<Credentials>,
) -> Result<Response, Failure> {
    let login = api::Login {
        email: &email,
        password: &password,
    };
    let mut challenge = match app.client.log_in(&login).await? {
        Sca::Done(tokens) => return begin(&app, &email, tokens.issued()?).await,
        Sca::Required(pending) => pending.challenge,
    };
    let sent = challenge
        .send(|event| app.client.send_login_code(event))
        .await;
    sent?;
    let challenges = &app.database.challenges;
    challenges.keep(&browser.owner(&email), &challenge, &app.keys)?;
    Ok(ask_for_code(&email, "We sent you a code."))
}

#[derive(Deserialize)]
pub struct Entered {
    email: String,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    browser: Browser,
    Form(entered): Form<Entered>,
) -> Result<Response, Failure> {
    to_the_end(check(app, browser, entered)).await
}

async fn check(app: App, browser: Browser, entered: Entered) -> Result<Response, Failure> {
    let Entered { email, code } = entered;
    let challenges = &app.database.challenges;
    let Some(mut kept) = challenges.take(&browser.owner(&email), &app.keys)? else {
        let text = "<p>No login waits for this code. <a href=/>Log in</a>, or <a href=/pay>go on</a> \
                    if you are logged in.";
        return Ok(page(text).into_response());
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
    challenges.put_back(&kept, &app.keys)?;
    match verdict? {
        Verdict::Finalised(tokens) => begin(&app, &email, tokens.issued()?).await,
        Verdict::Refused { tries_left: 0, .. } => Ok(page("<p>Too many codes.").into_response()),
        Verdict::Refused { tries_left, .. } => {
            let note = format!("That was not the code; {tries_left} tries are left.");
            Ok(ask_for_code(&email, &note))
        }
    }
}

fn ask_for_code(email: &str, note: &str) -> Response {
    // Nobody can log in here with a quote or an angle bracket in the email address.
    let email = email.replace(['\'', '<', '>', '&'], "");
    code_form("/login/code", ("email", &email), note, "").into_response()
}

async fn begin(app: &App, user: &str, tokens: IssuedTokens) -> Result<Response, Failure> {
    let login = Login {
        user: user.to_owned(),
        id: Uuid::new_v4().to_string(),
    };
    let stored = app.tokens.replace(&login.id, Some(&tokens)).await;
    stored.map_err(Error::not_sent)?;
    let cookie = cookie::set(cookie::LOGIN, &app.logins.begin(login));
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/pay")).into_response())
}

/// Ends the login here in any case, and the session at ConnectPay if it can be reached.
pub async fn log_out(State(app): State<App>, user: User) -> Response {
    to_the_end(end(app, user)).await
}

async fn end(app: App, user: User) -> Response {
    app.logins.end(&user.login);
    let ended = user.session.log_out().await;
    let removed = app.tokens.replace(&user.login.id, None).await;
    let told: Html<String> = match ended.and(removed.map_err(Error::not_sent)) {
        Ok(()) => page("<p>Good-bye."),
        Err(error) => {
            eprintln!("{error}");
            page("<p>You are logged out here. The bank's own session ends later.")
        }
    };
    ([(SET_COOKIE, cookie::clear(cookie::LOGIN))], told).into_response()
}
