//! A payment that is recorded and initiated once.

pub mod code;
pub mod state;

use axum::Form;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use connectpay::Outcome;
use connectpay::sca::Sca;

use crate::App;
use crate::failure::Failure;
use crate::journal::Entry;
use crate::login::User;
use crate::order::Order;
use crate::page::page;
use crate::reference::Reference;
use crate::to_the_end::to_the_end;

/// With `autocomplete=off`, Firefox does not put the reference of an earlier form into
/// one that is loaded again.
pub async fn form(State(app): State<App>, user: User) -> Html<String> {
    page(&format!(
        "{}<form method=post>\
         <input type=hidden autocomplete=off name=reference value='{}'>\
         <label>To <input name=name></label><label>IBAN <input name=iban></label>\
         <label>Euro <input name=amount></label><button>Pay</button></form>\
         <form method=post action=/logout><button>Log out</button></form>",
        unfinished(&app, &user),
        Reference::new()
    ))
}

/// The way back to payments that are open or in doubt, after a logout or from a tab that
/// was closed. Without it, the user might pay again.
fn unfinished(app: &App, user: &User) -> String {
    let entries = app.database.journal.unfinished(&user.name);
    let links = entries.iter().map(|Entry { order, .. }| {
        let reference = order.reference;
        format!("<p>Not finished: <a href='/payments/{reference}'>{order}</a>")
    });
    links.collect()
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
    if !journal.begin(&user.name, &order) {
        // The form was sent before. Its page says what became of the payment.
        return Ok(to_state(reference));
    }
    match order.initiate(&user.session).await {
        Ok(Sca::Done(initiated)) => {
            journal.received(reference, &initiated.payment_order_no);
            Ok(to_state(reference))
        }
        Ok(Sca::Required(pending)) => {
            journal.received(reference, &pending.answer.payment_order_no);
            code::begin(&app, &user, &order, &pending.challenge).await
        }
        // The payment is not sent again; the page asks what became of it.
        Err(error) if error.outcome() == Outcome::Unknown => Ok(to_state(reference)),
        // It may be the one that the bank has already.
        Err(error) if error.status().is_some_and(|status| status == 409) => Ok(to_state(reference)),
        Err(error) => {
            journal.not_done(reference);
            Err(Failure::NotPaid(error))
        }
    }
}

/// The page that says what became of a payment.
fn to_state(reference: Reference) -> Response {
    Redirect::to(&format!("/payments/{reference}")).into_response()
}
