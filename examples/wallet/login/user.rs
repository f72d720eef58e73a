//! The user whose browser sent a request.

use std::net::SocketAddr;
use std::time::Instant;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use connectpay::tokens::{SessionExpired, SharedTokens};
use connectpay::{Error, Session};

use super::cookie;
use super::logins::Login;
use super::refresh::Refresh;
use crate::App;
use crate::failure::Failure;

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
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let app = App::from_ref(state);
        let cookie = cookie::read(&parts.headers, cookie::LOGIN);
        let login = cookie.and_then(|cookie| app.logins.request(cookie, Instant::now()));
        let login = login.ok_or_else(|| Failure::Login(Error::from(SessionExpired)))?;
        // Behind a proxy of your own, take the address that it puts into a header.
        let ConnectInfo(address) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state)
            .await
            .map_err(|error| Failure::Login(Error::not_sent(error)))?;
        let refresh = Refresh {
            client: app.client.clone(),
            address: address.ip(),
        };
        let tokens = SharedTokens::new(app.tokens.clone(), &login.id, refresh);
        let session = app.client.session(tokens, address.ip());
        let session = session.map_err(Failure::Login)?;
        Ok(Self {
            name: login.user.clone(),
            login,
            session,
        })
    }
}
