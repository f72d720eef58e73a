//! The pages, including what the user sees when something goes wrong.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use connectpay::{Error, Outcome};

pub fn page(body: &str) -> Html<String> {
    Html(format!("<!doctype html><title>Wallet</title>{body}"))
}

/// The form that asks for a code. It carries the challenge, sealed for its owner.
pub fn code_form(action: &str, sealed: &[u8], note: &str) -> Html<String> {
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(sealed);
    page(&format!(
        "<p>{note}<form method=post action='{action}'>\
         <input type=hidden name=challenge value='{challenge}'>\
         <label>Code <input name=code autocomplete=one-time-code></label>\
         <button>Go on</button></form>"
    ))
}

/// The challenge that `code_form` carried.
pub fn sealed(challenge: &str) -> Vec<u8> {
    // A text that is not base64 does not open as a challenge.
    BASE64_URL_SAFE_NO_PAD.decode(challenge).unwrap_or_default()
}

/// A step that failed.
pub struct Failure(Error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let is_unknown = error.outcome() == Outcome::Unknown;
        let (status, text) = if error.is_session_expired() && !is_unknown {
            (StatusCode::UNAUTHORIZED, "Please <a href=/>log in</a>.")
        } else {
            match error.outcome() {
                Outcome::NotSent if error.is_transient() => (
                    StatusCode::SERVICE_UNAVAILABLE,
                    "The bank cannot be reached. Nothing was done; please try again.",
                ),
                Outcome::NotSent => (StatusCode::BAD_REQUEST, "This does not work."),
                Outcome::Rejected => (StatusCode::BAD_REQUEST, "The bank said no."),
                _ => (
                    StatusCode::BAD_GATEWAY,
                    "What the bank did is not known. Please look again before you repeat it.",
                ),
            }
        };
        // The error names the endpoint and contains no secret.
        eprintln!("{error}");
        (status, page(&format!("<p>{text}"))).into_response()
    }
}
