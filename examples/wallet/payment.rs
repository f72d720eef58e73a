//! A payment that is recorded and initiated once.

pub mod code;
pub mod state;

use axum::Form;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::sca::Sca;
use connectpay::{Outcome, Session};
use serde::Deserialize;

use crate::App;
use crate::api::{Account, Amount, Initiated, NewPayment, Payments as _};
use crate::login::User;
use crate::page::{Failure, page};
use crate::reference::Reference;
use crate::to_the_end::to_the_end;

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

pub async fn pay(
    State(app): State<App>,
    user: User,
    Form(order): Form<Order>,
) -> Result<Response, Failure> {
    to_the_end(initiate_once(app, user, order)).await
}

/// Whatever comes of the payment, the journal has its reference.
async fn initiate_once(app: App, user: User, order: Order) -> Result<Response, Failure> {
    let reference = order.reference;
    let journal = &app.database.journal;
    if !journal.begin(&user.name, reference) {
        // The form was sent before. Its page says what became of the payment.
        return Ok(to_state(reference));
    }
    match order.initiate(&user.session).await {
        Ok(Sca::Done(initiated)) => {
            journal.received(&user.name, reference, &initiated.payment_order_no);
            Ok(to_state(reference))
        }
        Ok(Sca::Required(pending)) => {
            journal.received(&user.name, reference, &pending.answer.payment_order_no);
            code::begin(&app, &user, reference, &pending.challenge).await
        }
        // The payment is not sent again; the page asks what became of it.
        Err(error) if error.outcome() == Outcome::Unknown => Ok(to_state(reference)),
        // It may be the one that the bank has already.
        Err(error) if error.status().is_some_and(|status| status == 409) => Ok(to_state(reference)),
        Err(error) => {
            journal.not_done(&user.name, reference);
            Err(error.into())
        }
    }
}

/// The page that says what became of a payment.
fn to_state(reference: Reference) -> Response {
    Redirect::to(&format!("/payments/{reference}")).into_response()
}
