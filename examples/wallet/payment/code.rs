//! The code of a payment: sent, sent again, and verified.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use connectpay::sca::{Challenge, Next, Otp, Verdict};
use connectpay::{Error, Outcome};
use serde::Deserialize;

use super::to_state;
use crate::App;
use crate::api::{Payments as _, RECEIVED, Verification};
use crate::failure::Failure;
use crate::journal::Progress;
use crate::login::User;
use crate::order::Order;
use crate::page::{code_form, tries};
use crate::reference::Reference;
use crate::to_the_end::to_the_end;

/// The challenge of one payment of one user.
pub fn owner(user: &User, reference: Reference) -> String {
    format!("payment/{}/{reference}", user.name)
}

/// Keeps the challenge of a new payment and has its code sent.
pub async fn begin(
    app: &App,
    user: &User,
    order: &Order,
    challenge: &Challenge,
) -> Result<Response, Failure> {
    let challenges = &app.database.challenges;
    let kept = challenges.keep(&owner(user, order.reference), challenge, &app.keys);
    kept.map_err(Failure::after_payment(order.reference))?;
    send(app, user, order).await
}

#[derive(Deserialize)]
pub struct Again {
    reference: Reference,
}

pub async fn send_again(
    State(app): State<App>,
    user: User,
    Form(Again { reference }): Form<Again>,
) -> Result<Response, Failure> {
    let Some(entry) = app.database.journal.read(&user.name, reference) else {
        return Ok(to_state(reference));
    };
    to_the_end(async move { send(&app, &user, &entry.order).await }).await
}

/// The payment is received, so whatever becomes of its code, the user gets the form.
async fn send(app: &App, user: &User, order: &Order) -> Result<Response, Failure> {
    let reference = order.reference;
    let failed = Failure::after_payment(reference);
    let challenges = &app.database.challenges;
    let taken = challenges.take_to_send(&owner(user, reference), &app.keys);
    let Some(mut kept) = taken.map_err(&failed)? else {
        return Ok(to_state(reference));
    };
    let sent = kept
        .challenge
        .send(|event| user.session.send_code(event))
        .await;
    challenges.put_back(&kept, &app.keys).map_err(failed)?;
    let Err(error) = sent else {
        return Ok(form(order, "We sent you a code."));
    };
    eprintln!("{error}");
    if error.outcome() == Outcome::Rejected
        && let Ok(false) = waits(app, user, reference).await
    {
        return Ok(to_state(reference));
    }
    let note = match error.outcome() {
        Outcome::Unknown => "We may have sent you a code.",
        _ if error.is_session_expired() => {
            "No code was sent, since your login had ended. If that goes on, <a href=/>log in</a>."
        }
        _ => "No code was sent to you yet.",
    };
    Ok(form(order, note))
}

#[derive(Deserialize)]
pub struct Entered {
    reference: Reference,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    user: User,
    Form(form): Form<Entered>,
) -> Result<Response, Failure> {
    to_the_end(check(app, user, form)).await
}

async fn check(app: App, user: User, entered: Entered) -> Result<Response, Failure> {
    let Entered { reference, code } = entered;
    let Some(entry) = app.database.journal.read(&user.name, reference) else {
        return Ok(to_state(reference));
    };
    let failed = Failure::after_payment(reference);
    let challenges = &app.database.challenges;
    let taken = challenges.take_to_verify(&owner(&user, reference), &app.keys);
    let Some(mut kept) = taken.map_err(&failed)? else {
        // A form that is sent twice, or an old one: the payment's state says more.
        return Ok(to_state(reference));
    };
    let verdict = kept
        .challenge
        .verify(code, |authorisation_event_id, otp| {
            user.session.verify(&Verification {
                authorisation_event_id,
                otp,
            })
        })
        .await;
    challenges.put_back(&kept, &app.keys).map_err(&failed)?;
    let (error, note) = match verdict {
        Ok(Verdict::Refused { error, tries_left }) => {
            let note = format!("The bank did not accept the code; {}.", tries(tries_left));
            (error, note)
        }
        // The code was not looked at. The library renews a token that has ended for the
        // next call.
        Err(error) if kept.next() == Next::AskForCode => {
            let first = if error.status().is_some_and(|status| status == 401) {
                "Your login had ended and is renewed. "
            } else {
                ""
            };
            (error, format!("{first}Please enter the code again."))
        }
        // The payment's state will say whether the code was accepted.
        Ok(Verdict::Finalised(())) | Err(_) => return Ok(to_state(reference)),
    };
    eprintln!("{error}");
    // A refusal says little, so the payment's state comes first.
    if !waits(&app, &user, reference).await.map_err(failed)? || kept.next() == Next::Over {
        return Ok(to_state(reference));
    }
    Ok(form(&entry.order, &note))
}

/// Whether the payment still waits for its code.
async fn waits(app: &App, user: &User, reference: Reference) -> Result<bool, Error> {
    let entry = app.database.journal.read(&user.name, reference);
    match entry.map(|entry| entry.progress) {
        Some(Progress::Received(number)) => {
            let payment = user.session.payment(&number).await?;
            Ok(payment.status == RECEIVED)
        }
        _ => Ok(false),
    }
}

/// Asks for a code. The form names the payment, and the challenge stays here.
pub fn form(order: &Order, note: &str) -> Response {
    let reference = order.reference.to_string();
    let note = format!("{order}.<p>{note}");
    code_form("/pay/code", ("reference", &reference), &note).into_response()
}
