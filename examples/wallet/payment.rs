//! A payment that is recorded, initiated once, authorised with a code, and followed to
//! its end.

use std::time::Duration;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::sca::{Challenge, Next, Otp, Sca, Verdict};
use connectpay::{Followed, Outcome, Session, until_final};
use serde::Deserialize;

use crate::App;
use crate::api::{Account, Amount, Initiated, NewPayment, Payments as _, Verification};
use crate::journal::Entry;
use crate::login::User;
use crate::page::{Failure, code_form, page, sealed};
use crate::reference::Reference;

pub async fn form(_: User) -> Html<String> {
    page(&format!(
        "<form method=post><input type=hidden name=reference value='{}'>\
         <label>To <input name=name></label><label>IBAN <input name=iban></label>\
         <label>Euro <input name=amount></label><button>Pay</button></form>\
         <form method=post action=/logout><button>Log out</button></form>",
        Reference::new()
    ))
}

#[derive(Deserialize)]
pub struct Order {
    reference: Reference,
    name: String,
    iban: String,
    amount: String,
}

impl Order {
    async fn initiate(&self, session: &Session) -> connectpay::Result<Sca<Initiated>> {
        let payment = NewPayment {
            payment_rail: "SEPA_SCT_INST",
            creditor_name: &self.name,
            creditor_account: Account { iban: &self.iban },
            instructed_amount: Amount {
                amount: &self.amount,
                currency: "EUR",
            },
            external_reference: &self.reference.to_string(),
        };
        session.initiate(&payment).await
    }
}

/// Initiates the payment once. Whatever comes of it, the journal has its reference.
pub async fn pay(
    State(app): State<App>,
    user: User,
    Form(order): Form<Order>,
) -> Result<Response, Failure> {
    let reference = order.reference;
    if !app.journal.begin(&user.name, reference) {
        // The form was sent before. Its page says what became of the payment.
        return Ok(to_state(reference));
    }
    let answer = match order.initiate(&user.session).await {
        Ok(answer) => answer,
        // The payment is not sent again; the page asks what became of it.
        Err(error) if error.outcome() == Outcome::Unknown => return Ok(to_state(reference)),
        Err(error) => {
            app.journal.not_done(&user.name, reference);
            return Err(error.into());
        }
    };
    let received = |number: &str| app.journal.received(&user.name, reference, number);
    let mut challenge = match answer {
        Sca::Done(initiated) => {
            received(&initiated.payment_order_no);
            return Ok(to_state(reference));
        }
        Sca::Required(pending) => {
            received(&pending.answer.payment_order_no);
            pending.challenge
        }
    };
    let sent = challenge.send(|event| user.session.send_code(event)).await;
    let failed = Failure::after_payment(reference);
    sent.map_err(&failed)?;
    let kept = challenge.seal(&owner(&user, reference), &app.keys);
    let kept = kept.map_err(failed)?;
    Ok(ask_for_code(reference, &kept, "We sent you a code."))
}

/// The page that says what became of a payment.
fn to_state(reference: Reference) -> Response {
    Redirect::to(&format!("/payments/{reference}")).into_response()
}

#[derive(Deserialize)]
pub struct Entered {
    reference: Reference,
    challenge: String,
    code: Otp,
}

pub async fn verify(
    State(app): State<App>,
    user: User,
    Form(form): Form<Entered>,
) -> Result<Response, Failure> {
    let owner = owner(&user, form.reference);
    let failed = Failure::after_payment(form.reference);
    let challenge = Challenge::resume(&sealed(&form.challenge), &owner, &app.keys);
    let mut challenge: Challenge = challenge.map_err(&failed)?;
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
            let kept = challenge.seal(&owner, &app.keys).map_err(failed)?;
            let note = format!("That was not the code; {tries_left} tries are left.");
            Ok(ask_for_code(form.reference, &kept, &note))
        }
        // The payment's state will say whether the code was accepted.
        Err(error) if challenge.next() != Next::AskForStatus => Err(failed(error)),
        Ok(Verdict::Finalised(())) | Err(_) => Ok(to_state(form.reference)),
    }
}

/// The challenge of one payment of one user.
fn owner(user: &User, reference: Reference) -> String {
    format!("{} {reference}", user.name)
}

fn ask_for_code(reference: Reference, kept: &[u8], note: &str) -> Response {
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
    let no_such = || Ok(page("<p>There is no such payment."));
    let Ok(reference) = Reference::try_from(reference) else {
        return no_such();
    };
    let failed = Failure::after_payment(reference);
    let number = match app.journal.read(&user.name, reference) {
        None => return no_such(),
        Some(Entry::NotDone) => {
            return Ok(page("<p>Nothing was paid. <a href=/pay>Start anew</a>."));
        }
        Some(Entry::Received(number)) => number,
        Some(Entry::Begun) => match look_up(&user.session, reference).await.map_err(&failed)? {
            Some(number) => {
                app.journal.received(&user.name, reference, &number);
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
        .await
        .map_err(failed)?;
    Ok(page(match followed {
        Followed::Completed(_) => "<p>Paid. <a href=/pay>Make another payment</a>.",
        Followed::Rejected(_) => "<p>Not paid. <a href=/pay>Start anew</a>.",
        Followed::StillPending(_) => "<p>Under way. Look again later, and do not pay again.",
    }))
}

/// The number of a payment whose answer never came.
async fn look_up(session: &Session, reference: Reference) -> connectpay::Result<Option<String>> {
    let mut found = session.payments_of(&reference.to_string()).await?.payments;
    Ok(found.pop().map(|payment| payment.payment_order_no))
}
