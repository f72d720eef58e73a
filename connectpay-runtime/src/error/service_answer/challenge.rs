//! What a 401 asks for (RFC 9110, 11.6.1).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use http_auth::ChallengeRef;

/// Whether the token is in order but the user has to authenticate in another way or
/// again: `error="insufficient_user_authentication"` (RFC 9470, section 3).
pub(super) fn wants_stronger_authentication(headers: &HeaderMap) -> bool {
    has_error(headers, "insufficient_user_authentication")
}

/// Whether the token itself was refused: `error="invalid_token"` (RFC 6750, section 3.1).
pub(super) fn says_that_the_token_is_invalid(headers: &HeaderMap) -> bool {
    has_error(headers, "invalid_token")
}

fn has_error(headers: &HeaderMap, code: &str) -> bool {
    headers
        .get_all(WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|value| http_auth::parse_challenges(value).ok())
        .flatten()
        .any(|challenge| is_of_error(&challenge, code))
}

/// The scheme does not matter, since it is `DPoP` if tokens are bound to a key.
fn is_of_error(challenge: &ChallengeRef<'_>, code: &str) -> bool {
    let mut params = challenge.params.iter();
    params.any(|(name, value)| name.eq_ignore_ascii_case("error") && value.to_unescaped() == code)
}
