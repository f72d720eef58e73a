//! rustify: a derive on a struct per endpoint.

use ::rustify::Endpoint as _;
use ::rustify::clients::reqwest::Client;
use rustify_derive::Endpoint;
use serde::Serialize;

use super::{Peer, Target};
use crate::work::{self, Answer, Payment};

#[derive(Debug, Endpoint, Serialize)]
#[endpoint(
    path = "example/partner/payments",
    method = "POST",
    response = "Answer"
)]
struct Pay {
    id: u64,
    amount: String,
    currency: String,
    creditor: String,
    debtor: String,
    reference: Option<String>,
    urgent: bool,
    splits: Vec<u32>,
}

#[derive(Debug, Endpoint, Serialize)]
#[endpoint(
    path = "example/partner/accounts/{self.account}/transactions/{self.transaction}",
    response = "Answer"
)]
struct Transaction {
    #[endpoint(skip)]
    account: String,
    #[endpoint(skip)]
    transaction: String,
    #[endpoint(query)]
    from: Option<String>,
    #[endpoint(query)]
    to: Option<String>,
    #[endpoint(query)]
    limit: Option<u32>,
}

pub(crate) struct Rustify(Client);

impl Peer for Rustify {
    fn new(target: &Target) -> work::Result<Self> {
        let reqwest = super::reqwest::builder_with_key(target)?.build()?;
        Ok(Self(Client::new(&target.base_url, reqwest)))
    }

    async fn post(&self, payment: &Payment) -> work::Result<Answer> {
        let payment = Pay {
            id: payment.id,
            amount: payment.amount.clone(),
            currency: payment.currency.clone(),
            creditor: payment.creditor.clone(),
            debtor: payment.debtor.clone(),
            reference: payment.reference.clone(),
            urgent: payment.urgent,
            splits: payment.splits.clone(),
        };
        Ok(payment.exec(&self.0).await?.parse()?)
    }

    async fn get(&self) -> work::Result<Answer> {
        let transaction = Transaction {
            account: work::ACCOUNT.to_owned(),
            transaction: work::TRANSACTION.to_owned(),
            from: work::FROM.map(str::to_owned),
            to: work::TO.map(str::to_owned),
            limit: work::LIMIT,
        };
        Ok(transaction.exec(&self.0).await?.parse()?)
    }
}
