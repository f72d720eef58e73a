//! What became of a payment, as far as that is known now.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use connectpay::sca::Next;
use connectpay::{Followed, PaymentStatus as _, until_final};

use super::code;
use crate::App;
use crate::api::{LookedUp, Payment, Payments as _, RECEIVED};
use crate::challenges::Kept;
use crate::failure::Failure;
use crate::journal::{Entry, Progress};
use crate::login::User;
use crate::page::page;
use crate::reference::Reference;

/// Somebody may have made it: another user, or this one with another email.
const NOT_YOURS: &str = "<p>This payment is not one of yours. If you made it with another email, \
                         <a href=/>log in</a> with that, and do not pay again.";
const NOTHING_PAID: &str = "Nothing was paid. <a href=/pay>Start anew</a>.";
const NOT_KNOWN_YET: &str = "The bank does not know of it yet. Look again later, and do not pay \
                             again.";
const UNCLEAR: &str = "The bank's list of your payments does not say what became of it. Look again \
                       later, and do not pay again.";
const NOT_RECEIVED: &str = "The bank's list of your payments does not have it, so nothing was paid. \
                            <a href=/pay>Start anew</a>.";
const UNDER_WAY: &str = "Under way. Look again later, and do not pay again.";
/// Nobody has the challenge, so nothing is paid, and the payment lapses.
const NO_CODE: &str = "The bank waits for a code that it cannot send any more, so the payment will \
                       lapse. Look again later, and do not pay again.";
const TOO_MANY: &str = "Too many codes. The payment will lapse. Look again later, and do not pay \
                        again.";

pub async fn show(
    State(app): State<App>,
    user: User,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    let reference = Reference::try_from(reference).ok();
    let entry = reference.and_then(|reference| app.database.journal.read(&user.name, reference));
    let Some(entry) = entry else {
        return Ok(page(NOT_YOURS).into_response());
    };
    match &entry.progress {
        Progress::NotDone => Ok(told(&entry, NOTHING_PAID)),
        Progress::Received(number) => received(&app, &user, &entry, number).await,
        Progress::Begun => match look_up(&app, &user, &entry).await? {
            LookedUp::Found(payment) => received(&app, &user, &entry, &payment.number).await,
            // ConnectPay does not document how soon a payment is in its list: make sure
            // of it before you say this. The journal notes nothing, so that a payment
            // that comes up later is shown.
            LookedUp::NoneAtAll if entry.age() >= app.on_its_way => Ok(told(&entry, NOT_RECEIVED)),
            // It may still be on its way, so paying again now could pay twice.
            LookedUp::NoneAtAll => Ok(told(&entry, NOT_KNOWN_YET)),
            LookedUp::Unclear => Ok(told(&entry, UNCLEAR)),
        },
    }
}

/// Looks for a payment whose answer never came.
async fn look_up(app: &App, user: &User, entry: &Entry) -> Result<LookedUp, Failure> {
    let reference = entry.order.reference;
    let found = user.session.payments_of(&reference.to_string()).await;
    let found = found.map_err(Failure::after_payment(reference))?;
    let looked_up = found.with_reference(&reference.to_string());
    if let LookedUp::Found(payment) = &looked_up {
        app.database.journal.received(reference, &payment.number);
    }
    Ok(looked_up)
}

/// The state of a payment that the bank has.
async fn received(
    app: &App,
    user: &User,
    entry: &Entry,
    number: &str,
) -> Result<Response, Failure> {
    let reference = entry.order.reference;
    let failed = Failure::after_payment(reference);
    let owner = code::owner(user, reference);
    let kept = app.database.challenges.read(&owner, &app.keys);
    let mut kept = kept.map_err(&failed)?;
    if let Some(kept) = kept.as_ref().filter(|kept| goes_on_with_the_user(kept)) {
        let payment = user.session.payment(number).await.map_err(&failed)?;
        if payment.status == RECEIVED {
            return Ok(waiting(kept, entry, "The payment waits for its code."));
        }
    }
    let followed = until_final(|| user.session.payment(number))
        .within(app.watch)
        .await
        .map_err(&failed)?;
    let (Followed::Completed(payment)
    | Followed::Rejected(payment)
    | Followed::StillPending(payment)) = &followed;
    if let Some(kept) = kept.as_mut().filter(|it| it.next() == Next::AskForStatus) {
        settle(app, kept, payment).map_err(&failed)?;
        if goes_on_with_the_user(kept) {
            return Ok(waiting(kept, entry, "The last code was not accepted."));
        }
    }
    if !matches!(followed, Followed::StillPending(_)) {
        app.database.journal.ended(reference);
    }
    let text = match followed {
        Followed::Completed(_) => "Paid. <a href=/pay>Make another payment</a>.",
        Followed::Rejected(_) => "Not paid. <a href=/pay>Start anew</a>.",
        Followed::StillPending(payment) if payment.status == RECEIVED && kept.is_none() => {
            return without_challenge(app, entry, &owner).map_err(failed);
        }
        Followed::StillPending(_) => UNDER_WAY,
    };
    Ok(told(entry, text))
}

/// A payment that waits for a code, and whose challenge was not here when the page was
/// asked for. The answer to a first click brings it, perhaps meanwhile.
fn without_challenge(app: &App, entry: &Entry, owner: &str) -> connectpay::Result<Response> {
    let text = match app.database.challenges.read(owner, &app.keys)? {
        Some(kept) if goes_on_with_the_user(&kept) => {
            return Ok(waiting(&kept, entry, "The payment waits for its code."));
        }
        None if entry.age() >= app.on_its_way => NO_CODE,
        _ => UNDER_WAY,
    };
    Ok(told(entry, text))
}

fn told(entry: &Entry, text: &str) -> Response {
    page(&format!("<p>{}.<p>{text}", entry.order)).into_response()
}

/// Whether the bank waits for a code that the user has to give, or has given too often.
fn goes_on_with_the_user(kept: &Kept) -> bool {
    match kept.next() {
        Next::SendCode | Next::AskForCode => true,
        Next::Over => kept.challenge.tries_left() == 0,
        Next::AskForStatus => false,
    }
}

fn waiting(kept: &Kept, entry: &Entry, note: &str) -> Response {
    if kept.next() == Next::Over {
        told(entry, TOO_MANY)
    } else {
        code::form(&entry.order, note)
    }
}

/// After a verification whose answer was lost: what the payment's status says of it.
fn settle(app: &App, kept: &mut Kept, payment: &Payment) -> connectpay::Result<()> {
    let may_be_on_its_way = kept.age() < app.on_its_way;
    let Some(was_accepted) = was_accepted(payment.payment_status(), may_be_on_its_way) else {
        return Ok(());
    };
    kept.settle(was_accepted);
    app.database.challenges.put_back(kept, &app.keys)
}

/// `None` if the status does not say whether the code was accepted.
pub fn was_accepted(status: &str, may_be_on_its_way: bool) -> Option<bool> {
    match status {
        // With `RJCT` the payment is over, and so is its challenge.
        "PDNG" | "ACSC" | "RJCT" => Some(true),
        RECEIVED if !may_be_on_its_way => Some(false),
        _ => None,
    }
}
