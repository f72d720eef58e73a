//! What became of a payment, as far as that is known now.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use connectpay::sca::Next;
use connectpay::{Followed, PaymentStatus as _, until_final};

use super::code;
use crate::App;
use crate::api::{Payment, Payments as _, RECEIVED};
use crate::challenges::Kept;
use crate::journal::Entry;
use crate::login::User;
use crate::page::{Failure, page};
use crate::reference::Reference;

const NOT_KNOWN_YET: &str = "<p>The bank does not know of it yet. Look again later, and do not \
                             pay again.";
const UNDER_WAY: &str = "<p>Under way. Look again later, and do not pay again.";
/// Nothing is paid without the code, and the payment lapses.
const NO_CODE: &str = "<p>The bank waits for a code. If you are asked for none, the payment \
                       lapses. Look again later, and do not pay again.";
const TOO_MANY: &str = "<p>Too many codes. The payment lapses. Look again later, and do not pay \
                        again.";

pub async fn show(
    State(app): State<App>,
    user: User,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    let no_such = || Ok(page("<p>There is no such payment.").into_response());
    let Ok(reference) = Reference::try_from(reference) else {
        return no_such();
    };
    let number = match app.database.journal.read(&user.name, reference) {
        None => return no_such(),
        Some(Entry::NotDone) => {
            let nothing = "<p>Nothing was paid. <a href=/pay>Start anew</a>.";
            return Ok(page(nothing).into_response());
        }
        Some(Entry::Received(number)) => Some(number),
        Some(Entry::Begun) => look_up(&app, &user, reference).await?,
    };
    let Some(number) = number else {
        // It may still be on its way, so paying again now could pay twice.
        return Ok(page(NOT_KNOWN_YET).into_response());
    };
    received(&app, &user, reference, &number).await
}

/// The number of a payment whose answer never came.
async fn look_up(app: &App, user: &User, reference: Reference) -> Result<Option<String>, Failure> {
    let found = user.session.payments_of(&reference.to_string()).await;
    let mut found = found.map_err(Failure::after_payment(reference))?.payments;
    let number = found.pop().map(|payment| payment.payment_order_no);
    if let Some(number) = &number {
        app.database.journal.received(&user.name, reference, number);
    }
    Ok(number)
}

/// The state of a payment that the bank has.
async fn received(
    app: &App,
    user: &User,
    reference: Reference,
    number: &str,
) -> Result<Response, Failure> {
    let failed = Failure::after_payment(reference);
    let owner = code::owner(user, reference);
    let kept = app.database.challenges.read(&owner, &app.keys);
    let mut kept = kept.map_err(&failed)?;
    if let Some(kept) = kept.as_ref().filter(|kept| goes_on_with_the_user(kept)) {
        let payment = user.session.payment(number).await.map_err(&failed)?;
        if payment.payment_status == RECEIVED {
            return Ok(waiting(kept, reference, "The payment waits for its code."));
        }
    }
    let followed = until_final(|| user.session.payment(number))
        .within(Duration::from_secs(10))
        .await
        .map_err(&failed)?;
    let (Followed::Completed(payment)
    | Followed::Rejected(payment)
    | Followed::StillPending(payment)) = &followed;
    if let Some(kept) = kept.as_mut().filter(|it| it.next() == Next::AskForStatus) {
        settle(app, kept, payment).map_err(failed)?;
        if goes_on_with_the_user(kept) {
            return Ok(waiting(kept, reference, "The last code was not accepted."));
        }
    }
    let text = match followed {
        Followed::Completed(_) => "<p>Paid. <a href=/pay>Make another payment</a>.",
        Followed::Rejected(_) => "<p>Not paid. <a href=/pay>Start anew</a>.",
        Followed::StillPending(payment) if payment.payment_status == RECEIVED && kept.is_none() => {
            NO_CODE
        }
        Followed::StillPending(_) => UNDER_WAY,
    };
    Ok(page(text).into_response())
}

/// Whether the bank waits for a code that the user has to give, or has given too often.
fn goes_on_with_the_user(kept: &Kept) -> bool {
    match kept.next() {
        Next::SendCode | Next::AskForCode => true,
        Next::Over => kept.challenge.tries_left() == 0,
        Next::AskForStatus => false,
    }
}

fn waiting(kept: &Kept, reference: Reference, note: &str) -> Response {
    if kept.next() == Next::Over {
        page(TOO_MANY).into_response()
    } else {
        code::form(reference, note)
    }
}

/// After a verification whose answer was lost: what the payment's status says of it.
fn settle(app: &App, kept: &mut Kept, payment: &Payment) -> connectpay::Result<()> {
    let was_accepted = match payment.payment_status() {
        // With `RJCT` the payment is over, and so is its challenge.
        "PDNG" | "ACSC" | "RJCT" => true,
        RECEIVED if kept.age() >= app.on_its_way => false,
        // The code may be on its way, and a word that is not known says nothing.
        _ => return Ok(()),
    };
    kept.settle(was_accepted);
    app.database.challenges.put_back(kept, &app.keys)
}
