//! The user whose browser sent a request.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use connectpay::tokens::{IssuedTokens, SessionExpired, SharedTokens, TokenRefresh};
use connectpay::{BoxError, Client, Error, Outcome, Session};
use uuid::Uuid;

use super::cookie;
use crate::App;
use crate::api::{Spent, UserManagement as _};
use crate::page::Failure;

/// One login of a user, in one browser.
#[derive(Clone)]
pub struct Login {
    pub user: String,
    /// What its tokens are stored under. Those of another login of the user are others,
    /// so that each ends for itself.
    pub id: String,
}

/// The login of each cookie. A wallet on more than one machine keeps this in a database.
#[derive(Default)]
pub struct Logins(Mutex<HashMap<String, Login>>);

impl Logins {
    pub fn begin(&self, login: Login) -> String {
        let cookie = Uuid::new_v4().to_string();
        self.by_cookie().insert(cookie.clone(), login);
        cookie
    }

    /// From now on the cookie is worth nothing, whoever has it.
    pub fn end(&self, login: &Login) {
        self.by_cookie().retain(|_, it| it.id != login.id);
    }

    fn find(&self, cookie: &str) -> Option<Login> {
        self.by_cookie().get(cookie).cloned()
    }

    fn by_cookie(&self) -> MutexGuard<'_, HashMap<String, Login>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The user whose browser sent the request, with a session for this request.
pub struct User {
    pub name: String,
    pub login: Login,
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
        let cookie = cookie::read(&parts.headers, cookie::LOGIN);
        let login = cookie.and_then(|cookie| app.logins.find(cookie));
        let login = login.ok_or_else(|| refused(Error::from(SessionExpired)))?;
        // Behind a proxy of your own, take the address that it puts into a header.
        let ConnectInfo(address) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let refresh = Refresh(app.client.clone());
        let tokens = SharedTokens::new(app.tokens.clone(), &login.id, refresh);
        let session = app.client.session(tokens, address.ip()).map_err(refused)?;
        Ok(Self {
            name: login.user.clone(),
            login,
            session,
        })
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
