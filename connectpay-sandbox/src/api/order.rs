//! Reads a payment's order from the body of its initiation.

use super::json_body::{JsonBody, invalid};
use crate::account::CURRENCIES;
use crate::amount::Amount;
use crate::payment::{Iban, InstructedAmount, Name, Order, Person};
use crate::problem::Refusal;

/// The rails that ConnectPay documents.
const RAILS: [&str; 4] = ["INTERNAL", "SEPA_SCT_INST", "SEPA_SCT", "SWIFT"];

/// `iban` is the user's, and also the debtor's if the body does not name one.
/// ConnectPay's public pages do not say which fields are required. The sandbox requires
/// those without which nothing can be paid.
pub(super) fn read(body: &JsonBody, iban: &str) -> Result<Order, Refusal> {
    let rail = body.text("paymentRail")?;
    if !RAILS.contains(&rail) {
        return Err(invalid(format!(
            "`paymentRail` is not usable; expected one of {}",
            RAILS.join(", ")
        )));
    }
    let debtor = body.optional_object("debtorAccount")?;
    if let Some(debtor) = debtor {
        if debtor.text("iban")? != iban {
            return Err(invalid(
                "`debtorAccount.iban` is not the IBAN of this user's account; expected that of \
                 the accounts' list, or none",
            ));
        }
    }
    let ultimate_debtor = body.optional_object("ultimateDebtor")?;
    let ultimate_creditor = body.optional_object("ultimateCreditor")?;
    Ok(Order {
        payment_rail: rail.to_owned(),
        debtor_name: body.optional_text("debtorName")?,
        debtor_account: Iban {
            iban: iban.to_owned(),
        },
        ultimate_debtor: match ultimate_debtor {
            Some(person) => Some(Person {
                name: person.optional_text("name")?,
                date_of_birth: person.optional_text("dateOfBirth")?,
            }),
            None => None,
        },
        creditor_name: body.text("creditorName")?.to_owned(),
        creditor_account: Iban {
            iban: body.object("creditorAccount")?.text("iban")?.to_owned(),
        },
        ultimate_creditor: match ultimate_creditor {
            Some(person) => Some(Name {
                name: person.text("name")?.to_owned(),
            }),
            None => None,
        },
        instructed_amount: amount(&body.object("instructedAmount")?)?,
        remittance_information_unstructured: body
            .optional_text("remittanceInformationUnstructured")?,
        external_reference: body.optional_text("externalReference")?,
    })
}

fn amount(body: &JsonBody) -> Result<InstructedAmount, Refusal> {
    let text = body.text("amount")?;
    let value = Amount::parse(text).ok_or_else(|| {
        invalid(
            "`instructedAmount.amount` is not usable; expected a string such as \"9.00\": more \
             than nothing, with at most two digits after the point",
        )
    })?;
    let currency = body.text("currency")?;
    let currency = CURRENCIES.iter().find(|&&known| known == currency);
    let currency = currency.ok_or_else(|| {
        invalid(format!(
            "`instructedAmount.currency` is not usable; expected one of {}",
            CURRENCIES.join(", ")
        ))
    })?;
    Ok(InstructedAmount {
        amount: text.to_owned(),
        currency,
        value,
    })
}
