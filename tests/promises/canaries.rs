//! Values that must never be printed, and the check that they are not.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use connectpay::PartnerCredentials;

pub(crate) const KEY: &str = "canary-key";
pub(crate) const SECRET: &str = "canary-secret";
pub(crate) const TOKEN: &str = "canary-token";
pub(crate) const ARGUMENT: &str = "canary-argument";
pub(crate) const BODY: &str = "canary-body";
pub(crate) const ANSWER: &str = "canary-answer";
/// `canary-key:canary-secret`
pub(crate) const ENCODED: &str = "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0";
pub(crate) const IP: &str = "198.51.100.77";
pub(crate) const IBAN: &str = "LT601010012345678901";
pub(crate) const OTP: &str = "49302817";

pub(crate) fn assert_clean(what: &str, text: &str) {
    for canary in [
        KEY, SECRET, TOKEN, ARGUMENT, BODY, ANSWER, ENCODED, IP, IBAN, OTP,
    ] {
        let encoded = BASE64_STANDARD.encode(canary);
        // Whatever follows or precedes it changes the ends alone.
        let encoded = encoded.trim_end_matches('=');
        for canary in [canary, &encoded[..encoded.len() - 1]] {
            assert!(!text.contains(canary), "{canary} in {what}: {text}");
        }
    }
}

pub(crate) fn credentials() -> PartnerCredentials {
    PartnerCredentials::new(KEY, SECRET).unwrap()
}

/// An error with all its causes, both ways of printing.
pub(crate) fn printed(error: &dyn std::error::Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text} {error} {error:?}");
        cause = error.source();
    }
    text
}
