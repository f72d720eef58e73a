//! The pages, including what the user sees when something goes wrong.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use connectpay::{Error, Outcome};

use crate::reference::Reference;

pub fn page(body: &str) -> Html<String> {
    Html(format!("<!doctype html><title>Wallet</title>{body}"))
}

/// The form that asks for a code. `more` stands behind its button.
pub fn code_form(action: &str, hidden: (&str, &str), note: &str, more: &str) -> Html<String> {
    let (name, value) = hidden;
    page(&format!(
        "<p>{note}<form method=post action='{action}'>\
         <input type=hidden name={name} value='{value}'>\
         <label>Code <input name=code autocomplete=one-time-code></label>\
         <button>Go on</button>{more}</form>"
    ))
}

/// A step that failed. What an error says of its own step says nothing of the payment
/// that the step is about.
pub enum Failure {
    /// What failed was the whole step.
    Step(Error),
    /// What failed came after a payment that the bank may have.
    AfterPayment(Error, Reference),
}

impl Failure {
    pub fn after_payment(reference: Reference) -> impl Fn(Error) -> Self {
        move |error| Self::AfterPayment(error, reference)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Step(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (Self::Step(error) | Self::AfterPayment(error, _)) = &self;
        // The error names the endpoint and contains no secret.
        eprintln!("{error}");
        let (status, text) = match self {
            Self::Step(error) => {
                let (status, text) = of_step(&error);
                (status, text.to_owned())
            }
            Self::AfterPayment(error, reference) => after_payment(&error, reference),
        };
        (status, page(&format!("<p>{text}"))).into_response()
    }
}

fn of_step(error: &Error) -> (StatusCode, &'static str) {
    match error.outcome() {
        Outcome::NotSent | Outcome::Rejected if error.is_session_expired() => {
            (StatusCode::UNAUTHORIZED, "Please <a href=/>log in</a>.")
        }
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
}

/// The payment may be paid or not, whatever the error is.
fn after_payment(error: &Error, reference: Reference) -> (StatusCode, String) {
    let (status, first) = if error.is_session_expired() {
        let ended = "Your login has ended; <a href=/>log in</a>. ";
        (StatusCode::UNAUTHORIZED, ended)
    } else {
        (StatusCode::BAD_GATEWAY, "")
    };
    let text = format!(
        "{first}What became of your payment is not known yet. \
         <a href='/payments/{reference}'>Look again</a> later, and do not pay again."
    );
    (status, text)
}
