//! A declaration in the style of ruma: a module per endpoint, with a struct for the
//! request and one for the answer, sent by a function of its own.

use bytes::{Bytes, BytesMut};
use ruma_common::api::auth_scheme::AuthScheme;
use ruma_common::api::path_builder::PathBuilder;
use ruma_common::api::{
    IncomingResponse, IncomingResponseExt as _, OutgoingRequest, OutgoingRequestExt as _,
};

use super::{Peer, Target};
use crate::work::{self, Answer, Payment, Result};

mod pay {
    use ruma_common::api::auth_scheme::NoAuthentication;
    use ruma_common::api::{request, response};
    use ruma_common::metadata;

    metadata! {
        method: POST,
        rate_limited: false,
        authentication: NoAuthentication,
        path: "/example/partner/payments",
    }

    #[request]
    pub struct Request {
        pub id: u64,
        pub amount: String,
        pub currency: String,
        pub creditor: String,
        pub debtor: String,
        pub reference: Option<String>,
        pub urgent: bool,
        pub splits: Vec<u32>,
    }

    #[response]
    pub struct Response {
        pub id: u64,
        pub status: String,
        pub amount: String,
        pub currency: String,
        pub created: String,
        pub note: Option<String>,
        pub settled: bool,
        pub steps: Vec<u32>,
    }
}

mod transaction {
    use ruma_common::api::auth_scheme::NoAuthentication;
    use ruma_common::api::{request, response};
    use ruma_common::metadata;

    metadata! {
        method: GET,
        rate_limited: false,
        authentication: NoAuthentication,
        path: "/example/partner/accounts/{account}/transactions/{transaction}",
    }

    #[request]
    pub struct Request {
        #[ruma_api(path)]
        pub account: String,
        #[ruma_api(path)]
        pub transaction: String,
        #[ruma_api(query)]
        pub from: Option<String>,
        #[ruma_api(query)]
        pub to: Option<String>,
        #[ruma_api(query)]
        pub limit: Option<u32>,
    }

    #[response]
    pub struct Response {
        pub id: u64,
        pub status: String,
        pub amount: String,
        pub currency: String,
        pub created: String,
        pub note: Option<String>,
        pub settled: bool,
        pub steps: Vec<u32>,
    }
}

pub(crate) struct Ruma {
    client: ::reqwest::Client,
    base_url: String,
}

impl Ruma {
    async fn send<R>(&self, request: R) -> Result<R::IncomingResponse>
    where
        R: OutgoingRequest<Authentication: for<'a> AuthScheme<Input<'a> = ()>>,
        R: OutgoingRequest<PathBuilder: for<'a> PathBuilder<Input<'a> = ()>>,
        R::IncomingResponse: IncomingResponse,
        <R::IncomingResponse as IncomingResponse>::EndpointError: Send + Sync + 'static,
    {
        let request: http::Request<Bytes> = request
            .try_into_http_request::<BytesMut>(&self.base_url, (), ())?
            .map(BytesMut::freeze);
        let response = self.client.execute(request.try_into()?).await?;
        let mut answer = http::Response::new(());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let body = response.bytes().await?;
        let answer = answer.map(|()| &*body);
        Ok(R::IncomingResponse::try_from_http_response(answer)?)
    }
}

impl Peer for Ruma {
    fn new(target: &Target) -> Result<Self> {
        Ok(Self {
            client: super::reqwest::builder_with_key(target)?.build()?,
            base_url: target.base_url.clone(),
        })
    }

    async fn post(&self, payment: &Payment) -> Result<Answer> {
        let payment = pay::Request {
            id: payment.id,
            amount: payment.amount.clone(),
            currency: payment.currency.clone(),
            creditor: payment.creditor.clone(),
            debtor: payment.debtor.clone(),
            reference: payment.reference.clone(),
            urgent: payment.urgent,
            splits: payment.splits.clone(),
        };
        let answer = self.send(payment).await?;
        Ok(Answer {
            id: answer.id,
            status: answer.status,
            amount: answer.amount,
            currency: answer.currency,
            created: answer.created,
            note: answer.note,
            settled: answer.settled,
            steps: answer.steps,
        })
    }

    async fn get(&self) -> Result<Answer> {
        let transaction = transaction::Request {
            account: work::ACCOUNT.to_owned(),
            transaction: work::TRANSACTION.to_owned(),
            from: work::FROM.map(str::to_owned),
            to: work::TO.map(str::to_owned),
            limit: work::LIMIT,
        };
        let answer = self.send(transaction).await?;
        Ok(Answer {
            id: answer.id,
            status: answer.status,
            amount: answer.amount,
            currency: answer.currency,
            created: answer.created,
            note: answer.note,
            settled: answer.settled,
            steps: answer.steps,
        })
    }
}
