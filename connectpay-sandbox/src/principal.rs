//! Who sent a request, once that is proven.

use std::net::IpAddr;

/// On whose behalf a request that passed the authentication acts.
///
/// It is in the request's extensions, so an endpoint of your own can ask:
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
    /// The partner, by its API key.
    Partner,
    /// One of the partner's users, by an access token.
    User {
        /// As it was given to [`Authority::issue_token`](crate::Authority::issue_token).
        user: String,
        /// What `PSU-IP-Address` said.
        psu_ip: IpAddr,
    },
}

impl Principal {
    /// A user at an address, as for the test of an endpoint of your own.
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
