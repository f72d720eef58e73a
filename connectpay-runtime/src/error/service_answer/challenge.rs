//! What a 401 asks for (RFC 9110, 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use http_auth::ChallengeRef;

/// Whether the user is to authenticate in another way or anew, with a token that
/// is in order: `error="insufficient_user_authentication"` (RFC 9470, section 3).
pub(super) fn wants_stronger_authentication(headers: &HeaderMap) -> bool {
    headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| http_auth::parse_challenges(value).ok())
        .flatten()
        .any(|challenge| is_stronger(&challenge))
}

/// Whatever the scheme: tokens may be bound to a key, and it is then `DPoP`.
fn is_stronger(challenge: &ChallengeRef<'_>) -> bool {
    challenge.params.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("error")
            && value.to_unescaped() == "insufficient_user_authentication"
    })
}
