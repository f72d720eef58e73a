//! Strong customer authentication of a user who has an access token.

use payments_runtime::Result;

/// The second factor of a user.
#[payments_runtime::api(base = "/baas-sca/user-management", auth = user)]
pub trait Sca {
    /// Initiates the user's SCA authorisation, which sends the code by SMS.
    ///
    /// The page shows no answer, so an empty one is inferred.
    #[payments_runtime::endpoint(
        method = POST,
        path = "/client/sca/authorise/{authorisation_event_id}"
    )]
    async fn authorise(&self, authorisation_event_id: &str) -> Result<()>;
}
