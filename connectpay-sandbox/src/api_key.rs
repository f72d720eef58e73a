//! The partner's credential: `x-connectpay-api-key`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use subtle::ConstantTimeEq as _;

use crate::problem::Refusal;
use crate::rule::Rule;

/// Refuses a header value that is not `base64(ClientKey:ClientSecret)`, bare
/// or after `Basic `: ConnectPay's page shows both forms.
pub(crate) fn check(
    value: &HeaderValue,
    client_key: &str,
    client_secret: &str,
) -> Result<(), Refusal> {
    let credentials = decode(value).ok_or_else(|| {
        Refusal::new(
            Rule::ApiKeyMalformed,
            "`x-connectpay-api-key` is not base64 of two texts with a colon between them; \
             expected `base64(ClientKey:ClientSecret)` with padding, bare or after `Basic `",
        )
    })?;
    let expected = format!("{client_key}:{client_secret}");
    // The comparison takes the same time however many characters are right. Its time
    // reveals only the length of the credentials.
    if bool::from(credentials.ct_eq(expected.as_bytes())) {
        Ok(())
    } else {
        Err(Refusal::new(
            Rule::ApiKeyWrong,
            "`x-connectpay-api-key` is well-formed, but its ClientKey and ClientSecret are not \
             this sandbox's; expected those that it was started with",
        ))
    }
}

fn decode(value: &HeaderValue) -> Option<Vec<u8>> {
    let text = value.to_str().ok()?;
    let encoded = match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("basic") => {
            rest.trim_start_matches(' ')
        }
        _ => text,
    };
    let credentials = STANDARD.decode(encoded).ok()?;
    credentials.contains(&b':').then_some(credentials)
}
