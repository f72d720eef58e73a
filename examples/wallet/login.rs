//! Finds out who is asking: a login with a code, refreshed tokens, a logout.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::Form;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::sca::{Challenge, Otp, Sca, Verdict};
use connectpay::tokens::{
    IssuedTokens, SessionExpired, SharedTokens, TokenRefresh, TokenStore as _,
};
use connectpay::{BoxError, Client, Error, Outcome, Session};
use serde::Deserialize;
use uuid::Uuid;

use crate::App;
use crate::api::{Login, Payments as _, Spent, UserManagement as _, Verification};
use crate::page::{Failure, carried, code_form, page, sealed};

/// The user of each cookie. A wallet on more than one machine keeps this in a database.
#[derive(Default)]
pub struct Logins(Mutex<HashMap<String, String>>);

impl Logins {
    fn begin(&self, user: &str) -> String {
        let cookie = Uuid::new_v4().to_string();
        let mut logins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        logins.insert(cookie.clone(), user.to_owned());
        cookie
    }

    fn user(&self, cookie: &str) -> Option<String> {
        let logins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        logins.get(cookie).cloned()
    }
}

/// The user whose browser sent the request, with a session for this request.
pub struct User {
    pub name: String,
    pub session: Session,
}

impl<S: Send + Sync> FromRequestParts<S> for User
where
    App: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        let refused = |error| Failure::from(error).into_response();
        let cookie = parts.headers.get(COOKIE).and_then(|it| it.to_str().ok());
        let cookie = cookie.and_then(|it| it.strip_prefix("wallet="));
        let name = cookie.and_then(|cookie| app.logins.user(cookie));
        let name = name.ok_or_else(|| refused(Error::from(SessionExpired)))?;
        // Behind a proxy of your own, take the address that it puts into a header.
        let ConnectInfo(address) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let refresh = Refresh(app.client.clone());
        let tokens = SharedTokens::new(app.tokens.clone(), &name, refresh);
        let session = app.client.session(tokens, address.ip()).map_err(refused)?;
        Ok(Self { name, session })
    }
}

/// Gets the next tokens in exchange for a refresh token.
struct Refresh(Client);

impl TokenRefresh for Refresh {
    async fn refresh(&self, refresh_token: Option<&str>) -> Result<IssuedTokens, BoxError> {
        let refresh_token = refresh_token.ok_or(SessionExpired)?;
        match self.0.refresh(&Spent { refresh_token }).await {
            Ok(tokens) => Ok(tokens.issued()?),
            // A refused refresh token cannot be used again.
            Err(error) if error.outcome() == Outcome::Rejected && !error.is_transient() => {
                Err(SessionExpired.into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

pub async fn form() -> Html<String> {
    page(
        "<form method=post action=/login><label>Email <input name=email></label>\
         <label>Password <input name=password type=password></label><button>Log in</button></form>",
    )
}

#[derive(Deserialize)]
pub struct Credentials {
    email: String,
    password: String,
}

/// Checks the first factor. The code is the second.
pub async fn log_in(
    State(app): State<App>,
    Form(Credentials { email, password }): Form<Credentials>,
) -> Result<Response, Failure> {
    let login = Login {
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
    let kept = challenge.seal(&email, &app.keys)?;
    Ok(ask_for_code(&email, &kept, "We sent you a code."))
}

#[derive(Deserialize)]
pub struct Entered {
    email: String,
    challenge: String,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    Form(Entered {
        email,
        challenge,
        code,
    }): Form<Entered>,
) -> Result<Response, Failure> {
    let mut challenge: Challenge = Challenge::resume(&sealed(&challenge), &email, &app.keys)?;
    let verdict = challenge
        .verify(code, |authorisation_event_id, otp| {
            app.client.verify_login(&Verification {
                authorisation_event_id,
                otp,
            })
        })
        .await?;
    match verdict {
        Verdict::Finalised(tokens) => begin(&app, &email, tokens.issued()?).await,
        Verdict::Refused { tries_left: 0, .. } => Ok(page("<p>Too many codes.").into_response()),
        Verdict::Refused { tries_left, .. } => {
            let kept = challenge.seal(&email, &app.keys)?;
            let note = format!("That was not the code; {tries_left} tries are left.");
            Ok(ask_for_code(&email, &kept, &note))
        }
    }
}

fn ask_for_code(email: &str, kept: &[u8], note: &str) -> Response {
    // Nobody can log in here with a quote or an angle bracket in the email address.
    let email = email.replace(['\'', '<', '>', '&'], "");
    let hidden = [("email", email), ("challenge", carried(kept))];
    code_form("/login/code", &hidden, note, "").into_response()
}

async fn begin(app: &App, user: &str, tokens: IssuedTokens) -> Result<Response, Failure> {
    let stored = app.tokens.replace(user, Some(&tokens)).await;
    stored.map_err(Error::not_sent)?;
    let cookie = format!(
        "wallet={}; Path=/; HttpOnly; SameSite=Strict",
        app.logins.begin(user)
    );
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/pay")).into_response())
}

/// Ends the session here in any case, and at ConnectPay if it can be reached.
pub async fn log_out(State(app): State<App>, user: User) -> Result<Html<String>, Failure> {
    let ended = user.session.log_out().await;
    let removed = app.tokens.replace(&user.name, None).await;
    removed.map_err(Error::not_sent)?;
    ended?;
    Ok(page("<p>Good-bye."))
}
