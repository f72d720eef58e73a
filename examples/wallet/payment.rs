//! A payment that is recorded, initiated once, authorised with a code, and followed to
//! its end.

use std::time::Duration;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::sca::{Challenge, Next, Otp, Sca, Verdict};
use connectpay::{Followed, Outcome, Session, until_final};
use serde::Deserialize;
use uuid::Uuid;

use crate::App;
use crate::api::{Account, Amount, NewPayment, Payments as _, Verification};
use crate::journal::Entry;
use crate::login::User;
use crate::page::{Failure, code_form, page, sealed};

pub async fn form(_: User) -> Html<String> {
    page(
        "<form method=post><label>To <input name=name></label><label>IBAN <input name=iban>\
         </label><label>Euro <input name=amount></label><button>Pay</button></form>\
         <form method=post action=/logout><button>Log out</button></form>",
    )
}

#[derive(Deserialize)]
pub struct Order {
    name: String,
    iban: String,
    amount: String,
}

/// Initiates the payment once. Whatever comes of it, the journal has its reference.
pub async fn pay(
    State(app): State<App>,
    user: User,
    Form(order): Form<Order>,
) -> Result<Response, Failure> {
    let reference = Uuid::new_v4().to_string();
    let payment = NewPayment {
        payment_rail: "SEPA_SCT_INST",
        creditor_name: &order.name,
        creditor_account: Account { iban: &order.iban },
        instructed_amount: Amount {
            amount: &order.amount,
            currency: "EUR",
        },
        external_reference: &reference,
    };
    app.journal.write(&user.name, &reference, Entry::Begun);
    let answer = match user.session.initiate(&payment).await {
        Ok(answer) => answer,
        Err(error) if error.outcome() == Outcome::Unknown => {
            // The payment is not sent again; the page asks what became of it.
            return Ok(Redirect::to(&format!("/payments/{reference}")).into_response());
        }
        Err(error) => {
            app.journal.write(&user.name, &reference, Entry::NotDone);
            return Err(error.into());
        }
    };
    let received = |number: String| {
        let entry = Entry::Received(number);
        app.journal.write(&user.name, &reference, entry);
    };
    let mut challenge = match answer {
        Sca::Done(initiated) => {
            received(initiated.payment_order_no);
            return Ok(Redirect::to(&format!("/payments/{reference}")).into_response());
        }
        Sca::Required(pending) => {
            received(pending.answer.payment_order_no);
            pending.challenge
        }
    };
    let sent = challenge.send(|event| user.session.send_code(event)).await;
    sent?;
    let kept = challenge.seal(&owner(&user, &reference), &app.keys)?;
    Ok(ask_for_code(&reference, &kept, "We sent you a code."))
}

#[derive(Deserialize)]
pub struct Entered {
    reference: String,
    challenge: String,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    user: User,
    Form(form): Form<Entered>,
) -> Result<Response, Failure> {
    let owner = owner(&user, &form.reference);
    let mut challenge: Challenge = Challenge::resume(&sealed(&form.challenge), &owner, &app.keys)?;
    let verdict = challenge
        .verify(form.code, |authorisation_event_id, otp| {
            user.session.verify(&Verification {
                authorisation_event_id,
                otp,
            })
        })
        .await;
    match verdict {
        Ok(Verdict::Refused { tries_left: 0, .. }) => {
            Ok(page("<p>Too many codes.").into_response())
        }
        Ok(Verdict::Refused { tries_left, .. }) => {
            let kept = challenge.seal(&owner, &app.keys)?;
            let note = format!("That was not the code; {tries_left} tries are left.");
            Ok(ask_for_code(&form.reference, &kept, &note))
        }
        // The payment's state will say whether the code was accepted.
        Err(error) if challenge.next() != Next::AskForStatus => Err(error.into()),
        Ok(Verdict::Finalised(())) | Err(_) => {
            Ok(Redirect::to(&format!("/payments/{}", form.reference)).into_response())
        }
    }
}

/// The challenge of one payment of one user.
fn owner(user: &User, reference: &str) -> String {
    format!("{} {reference}", user.name)
}

fn ask_for_code(reference: &str, kept: &[u8], note: &str) -> Response {
    let Html(form) = code_form("/pay/code", kept, note);
    let field = format!("<input type=hidden name=reference value='{reference}'><button>");
    Html(form.replacen("<button>", &field, 1)).into_response()
}

/// What became of a payment, as far as that is known now.
pub async fn show(
    State(app): State<App>,
    user: User,
    Path(reference): Path<String>,
) -> Result<Html<String>, Failure> {
    let number = match app.journal.read(&user.name, &reference) {
        None => return Ok(page("<p>There is no such payment.")),
        Some(Entry::NotDone) => return Ok(page("<p>Nothing was paid.")),
        Some(Entry::Received(number)) => number,
        Some(Entry::Begun) => match look_up(&user.session, &reference).await? {
            Some(number) => {
                let entry = Entry::Received(number.clone());
                app.journal.write(&user.name, &reference, entry);
                number
            }
            // It may still be on its way, so paying again now could pay twice.
            None => {
                return Ok(page(
                    "<p>The bank does not know of it yet. Look again later.",
                ));
            }
        },
    };
    let followed = until_final(|| user.session.payment(&number))
        .within(Duration::from_secs(10))
        .await?;
    Ok(page(match followed {
        Followed::Completed(_) => "<p>Paid.",
        Followed::Rejected(_) => "<p>Not paid. <a href=/pay>Start anew</a>.",
        Followed::StillPending(_) => "<p>Under way. Look again later, and do not pay again.",
    }))
}

/// The number of a payment whose answer never came.
async fn look_up(session: &Session, reference: &str) -> Result<Option<String>, Failure> {
    let mut found = session.payments_of(reference).await?.payments;
    Ok(found.pop().map(|payment| payment.payment_order_no))
}
