//! What the user sees when a step fails. What an error says of its own step says nothing
//! of the payment that the step is about.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use connectpay::{Error, Outcome};

use crate::page::page;
use crate::reference::Reference;

pub enum Failure {
    /// Nobody is logged in.
    Login(Error),
    /// The payment certainly was not received.
    NotPaid(Error),
    /// The bank may have the payment.
    AfterPayment(Error, Reference),
}

impl Failure {
    pub fn after_payment(reference: Reference) -> impl Fn(Error) -> Self {
        move |error| Self::AfterPayment(error, reference)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (Self::Login(error) | Self::NotPaid(error) | Self::AfterPayment(error, _)) = &self;
        // The error names the endpoint and contains no secret.
        eprintln!("{error}");
        let (status, text) = match self {
            Self::Login(error) => (status(&error), login(&error).to_owned()),
            Self::NotPaid(error) => (status(&error), not_paid(&error).to_owned()),
            Self::AfterPayment(error, reference) => after_payment(&error, reference),
        };
        (status, page(&format!("<p>{text}"))).into_response()
    }
}

fn status(error: &Error) -> StatusCode {
    match error.outcome() {
        _ if error.is_session_expired() => StatusCode::UNAUTHORIZED,
        Outcome::NotSent | Outcome::Rejected if error.is_transient() => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Outcome::NotSent | Outcome::Rejected => StatusCode::BAD_REQUEST,
        _ => StatusCode::BAD_GATEWAY,
    }
}

fn login(error: &Error) -> &'static str {
    match error.outcome() {
        _ if error.is_session_expired() => "Please <a href=/>log in</a>.",
        Outcome::Rejected if !error.is_transient() => {
            "The bank refused the login. <a href=/>Try again</a>."
        }
        _ => "The bank cannot log you in now. Please <a href=/>try again</a> later.",
    }
}

fn not_paid(error: &Error) -> &'static str {
    match error.outcome() {
        _ if error.is_session_expired() => {
            "Nothing was paid, since your login had ended. <a href=/pay>Start anew</a>."
        }
        _ if error.is_transient() => {
            "Nothing was paid, since the bank cannot be reached. <a href=/pay>Start anew</a> later."
        }
        Outcome::Rejected => {
            "Nothing was paid, since the bank refused the payment. <a href=/pay>Start anew</a>."
        }
        _ => "Nothing was paid. <a href=/pay>Start anew</a>.",
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
