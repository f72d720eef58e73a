//! The proven sender of a request.

use std::net::IpAddr;

/// The party on whose behalf an authenticated request acts.
///
/// An endpoint of your own finds it in the request's extensions:
///
/// ```
/// use axum::{Extension, Router, routing::get};
/// use connectpay_sandbox::Principal;
///
/// async fn whoami(Extension(principal): Extension<Principal>) -> String {
///     match principal {
///         Principal::User { user, psu_ip } => format!("{user} at {psu_ip}"),
///         _ => "the partner".to_owned(),
///     }
/// }
///
/// let router: Router = Router::new().route("/baas-sca/example/client/whoami", get(whoami));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Principal {
    /// The partner, identified by its API key.
    Partner,
    /// One of the partner's users, identified by an access token.
    User {
        /// The user's name, as given to
        /// [`Authority::issue_token`](crate::Authority::issue_token).
        user: String,
        /// The value of `PSU-IP-Address`.
        psu_ip: IpAddr,
    },
}

impl Principal {
    /// Makes a user at an address, for example to test an endpoint of your own.
    ///
    /// ```
    /// use connectpay_sandbox::Principal;
    ///
    /// let principal = Principal::user("ada", [203, 0, 113, 7]);
    /// assert!(matches!(principal, Principal::User { user, .. } if user == "ada"));
    /// ```
    pub fn user(user: impl Into<String>, psu_ip: impl Into<IpAddr>) -> Self {
        Self::User {
            user: user.into(),
            psu_ip: psu_ip.into(),
        }
    }
}
