//! Values that must never be printed, and the check that proves it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use connectpay::PartnerCredentials;

/// A client key.
pub const KEY: &str = "canary-key";
/// A client secret.
pub const SECRET: &str = "canary-secret";
/// An access token.
pub const TOKEN: &str = "canary-token";
/// An argument of a call.
pub const ARGUMENT: &str = "canary-argument";
/// The content of a request's body.
pub const BODY: &str = "canary-body";
/// The content of a response's body.
pub const ANSWER: &str = "canary-answer";
/// `canary-key:canary-secret` in base64, as the API key is sent.
pub const ENCODED: &str = "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0";
/// The address of a user's device.
pub const IP: &str = "198.51.100.77";
/// An account's number.
pub const IBAN: &str = "LT601010012345678901";
/// A one-time password.
pub const OTP: &str = "49302817";

/// Panics if `text` contains a canary, as it is or in base64. `what` names the text.
pub fn assert_clean(what: &str, text: &str) {
    for canary in [
        KEY, SECRET, TOKEN, ARGUMENT, BODY, ANSWER, ENCODED, IP, IBAN, OTP,
    ] {
        let encoded = BASE64_STANDARD.encode(canary);
        // Whatever precedes or follows it changes only the ends.
        let encoded = encoded.trim_end_matches('=');
        for canary in [canary, &encoded[..encoded.len() - 1]] {
            assert!(!text.contains(canary), "{canary} in {what}: {text}");
        }
    }
}

/// The credentials that are canaries.
#[must_use]
pub fn credentials() -> PartnerCredentials {
    PartnerCredentials::new(KEY, SECRET).unwrap()
}

/// An error with all its causes, printed in both ways.
#[must_use]
pub fn printed(error: &dyn std::error::Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text} {error} {error:?}");
        cause = error.source();
    }
    text
}
