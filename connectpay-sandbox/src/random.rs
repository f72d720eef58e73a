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

/// `COUNT` random decimal digits.
pub(crate) fn digits<const COUNT: usize>() -> String {
    let mut digits = String::with_capacity(COUNT);
    while digits.len() < COUNT {
        let mut bytes = [0; COUNT];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        // 250 to 255 would make the first six digits likelier than the others.
        let even = bytes.iter().filter(|&&byte| byte < 250);
        digits.extend(
            even.map(|byte| char::from(b'0' + byte % 10))
                .take(COUNT - digits.len()),
        );
    }
    digits
}
