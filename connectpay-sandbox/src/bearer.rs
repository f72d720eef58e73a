//! The user's credential: `Authorization: Bearer <token>`.

use http::HeaderValue;

use crate::problem::Refusal;
use crate::rule::Rule;

/// Whether the header claims to carry a bearer token, well-formed or not.
pub(crate) fn is_bearer(value: &HeaderValue) -> bool {
    // The value is split as bytes, since anything may follow the scheme.
    let scheme = value.as_bytes().split(|&byte| byte == b' ').next();
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"))
}

/// The token of the header. The name of the scheme is case-insensitive
/// (RFC 9110, section 11.1), and the token is a `b64token` (RFC 6750, section 2.1).
pub(crate) fn token(value: &HeaderValue) -> Result<&str, Refusal> {
    let credentials = value.to_str().ok().and_then(|text| text.split_once(' '));
    match credentials.map(|(scheme, rest)| (scheme, rest.trim_start_matches(' '))) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && is_b64token(token) => {
            Ok(token)
        }
        _ => Err(Refusal::new(
            Rule::TokenMalformed,
            "`Authorization` is not a bearer token; expected `Bearer`, a space, and a token of \
             letters, digits and `-._~+/` with `=` at its end only",
        )),
    }
}

fn is_b64token(token: &str) -> bool {
    let body = token.trim_end_matches('=');
    !body.is_empty()
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}
