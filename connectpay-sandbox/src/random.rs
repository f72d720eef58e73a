//! Identifiers and secrets that cannot be guessed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// `BYTES` random bytes as URL-safe base64, which is valid in a token, in a
/// path segment and in JSON alike.
///
/// Panics when the operating system has no randomness to give: it then gives
/// none to TLS either, and a guessable token would be worse.
pub(crate) fn text<const BYTES: usize>() -> String {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    URL_SAFE_NO_PAD.encode(bytes)
}
