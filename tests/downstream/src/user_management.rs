//! Users of the partner.

use payments_runtime::Result;
use serde::{Deserialize, Serialize};

/// A user that is to be created. The page describes the fields; their names in
/// JSON are inferred.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser {
    /// The e-mail address, which is also the user's name.
    pub email: String,
    /// The password as ConnectPay's script encrypted it in the browser.
    pub password: String,
    /// The phone that gets the codes.
    pub mobile_phone_number: String,
    /// Where the user arrives after the e-mail was validated.
    pub redirect_url: String,
}

/// A created user. The names are inferred like those of [`NewUser`].
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    /// The user.
    pub user_id: String,
    /// What the validation by SMS refers to.
    pub event_id: String,
    /// What the partner sends to the user by e-mail. It is valid for an hour.
    pub email_validation_url: String,
}

/// Creates users and ends their sessions.
#[payments_runtime::api(base = "/baas-sca/user-management", crate = ::payments_runtime)]
pub trait UserManagement {
    /// Creates a user. The purpose of this path is inferred.
    #[payments_runtime::endpoint(path = "/partner/users", auth = partner)]
    async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

    /// Logs the user out, which ends the access tokens.
    #[payments_runtime::endpoint(method = POST, path = "/client/users/logout", auth = user)]
    async fn logout(&self) -> Result<()>;
}
