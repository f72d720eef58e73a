//! A login with a password, which a code completes, and a logout.

pub mod code;
mod cookie;
mod email;
pub mod logins;
pub mod refresh;
mod user;

use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use connectpay::Error;
use connectpay::sca::Sca;
use connectpay::tokens::{IssuedTokens, TokenStore as _};
use serde::Deserialize;
use uuid::Uuid;

use self::cookie::Browser;
use self::email::Email;
use self::logins::Login;
pub use self::user::User;
use crate::App;
use crate::api::{self, Payments as _, UserManagement as _};
use crate::failure::Failure;
use crate::page::page;
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
    email: Email,
    password: String,
}

pub async fn log_in(
    State(app): State<App>,
    browser: Browser,
    earlier: Result<User, Failure>,
    Form(credentials): Form<Credentials>,
) -> Result<Response, Failure> {
    to_the_end(check(app, browser, earlier.ok(), credentials)).await
}

/// Checks the first factor. The code is the second.
async fn check(
    app: App,
    browser: Browser,
    earlier: Option<User>,
    Credentials { email, password }: Credentials,
) -> Result<Response, Failure> {
    let login = api::Login {
        email: &email,
        password: &password,
    };
    match app.client.log_in(&login).await.map_err(Failure::Login)? {
        Sca::Done(tokens) => begin(&app, &email, tokens.issued(), earlier).await,
        Sca::Required(pending) => code::begin(&app, browser, &email, &pending.challenge).await,
    }
}

/// Begins a login in place of an earlier one in the same browser, which nobody could end
/// any more.
async fn begin(
    app: &App,
    user: &str,
    tokens: connectpay::Result<IssuedTokens>,
    earlier: Option<User>,
) -> Result<Response, Failure> {
    let tokens = tokens.map_err(Failure::Login)?;
    let login = Login {
        user: user.to_owned(),
        id: Uuid::new_v4().to_string(),
    };
    let stored = app.tokens.replace(&login.id, Some(&tokens)).await;
    stored.map_err(|error| Failure::Login(Error::not_sent(error)))?;
    let cookie = cookie::set(cookie::LOGIN, &app.logins.begin(login));
    if let Some(earlier) = earlier
        && let Err(error) = end(app, &earlier).await
    {
        eprintln!("{error}");
    }
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/pay")).into_response())
}

pub async fn log_out(State(app): State<App>, user: User) -> Response {
    let ended = to_the_end(async move { end(&app, &user).await }).await;
    let text = match ended {
        Ok(()) => "<p>Good-bye.",
        Err(error) => {
            eprintln!("{error}");
            "<p>You are logged out here. The bank's own session ends later."
        }
    };
    let cookie = cookie::clear(cookie::LOGIN);
    ([(SET_COOKIE, cookie)], page(text)).into_response()
}

/// Ends the login here in any case, and the session at ConnectPay if it can be reached.
async fn end(app: &App, user: &User) -> connectpay::Result<()> {
    app.logins.end(&user.login);
    let ended = user.session.log_out().await;
    let removed = app.tokens.replace(&user.login.id, None).await;
    ended.and(removed.map_err(Error::not_sent))
}
