//! Whatever `Retry-After` says, it is a wait or it is nothing.

#![no_main]

use connectpay::Error;
use http::{HeaderValue, Response, StatusCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|values: Vec<&[u8]>| {
    let mut response = Response::new(bytes::Bytes::new());
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    let values = values.into_iter().filter_map(|value| HeaderValue::from_bytes(value).ok());
    let values: Vec<HeaderValue> = values.collect();
    for value in &values {
        response.headers_mut().append("retry-after", value.clone());
    }
    let error = Error::from_response(response);
    let wait = error.retry_after();
    // A number of seconds means itself, and two different numbers mean nothing.
    let texts: Vec<Option<&str>> = values.iter().map(|value| value.to_str().ok()).collect();
    match texts.as_slice() {
        [] => assert_eq!(wait, None),
        [first, rest @ ..] if rest.iter().any(|other| other != first) => assert_eq!(wait, None),
        [Some(text), ..] if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
            let seconds = text.parse().unwrap_or(u64::MAX);
            assert_eq!(wait, Some(std::time::Duration::from_secs(seconds)));
        }
        _ => {}
    }
});
