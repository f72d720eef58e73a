//! Identifiers and secrets that cannot be guessed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// `BYTES` random bytes as URL-safe base64, which is valid in a token, in a path
/// segment and in JSON.
///
/// Panics if the operating system has no random bytes: TLS would get none either, and a
/// guessable token would be worse.
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
        // With 250 to 255, the first six digits would be likelier than the others.
        let even = bytes.iter().filter(|&&byte| byte < 250);
        digits.extend(
            even.map(|byte| char::from(b'0' + byte % 10))
                .take(COUNT - digits.len()),
        );
    }
    digits
}
