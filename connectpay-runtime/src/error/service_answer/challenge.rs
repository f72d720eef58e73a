//! What a 401 asks for (RFC 9110, 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use http_auth::ChallengeRef;

/// Whether the token is in order but the user has to authenticate in another way or
/// again: `error="insufficient_user_authentication"` (RFC 9470, section 3).
pub(super) fn wants_stronger_authentication(headers: &HeaderMap) -> bool {
    headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| http_auth::parse_challenges(value).ok())
        .flatten()
        .any(|challenge| is_stronger(&challenge))
}

/// The scheme does not matter, since it is `DPoP` if tokens are bound to a key.
fn is_stronger(challenge: &ChallengeRef<'_>) -> bool {
    challenge.params.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("error")
            && value.to_unescaped() == "insufficient_user_authentication"
    })
}
