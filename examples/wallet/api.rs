//! The endpoints. Those that initiate, send a code or verify one are `once`.

use connectpay::sca::{EventId, Finalised, Otp, Sca};
use connectpay::tokens::IssuedTokens;
use connectpay::{AccessToken, PaymentStatus, Result};
use serde::{Deserialize, Serialize};
use std::time::Duration;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewUser<'a> {
    pub email: &'a str,
    /// As ConnectPay's script encrypted it in the user's browser.
    pub password: &'a str,
    pub mobile_phone_number: &'a str,
    pub redirect_url: &'a str,
}

#[derive(Serialize)]
pub struct Login<'a> {
    pub email: &'a str,
    pub password: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification<'a> {
    pub authorisation_event_id: &'a EventId,
    pub otp: &'a Otp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Spent<'a> {
    pub refresh_token: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    access_token: String,
    expires_in: u64,
    refresh_token: String,
}

impl Tokens {
    pub fn issued(self) -> Result<IssuedTokens> {
        let access = AccessToken::new(self.access_token)?;
        let access = access.with_lifetime(Duration::from_secs(self.expires_in));
        Ok(IssuedTokens::new(access).with_refresh_token(self.refresh_token))
    }
}

#[connectpay::api(auth = partner)]
pub trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users")]
    async fn create_user(&self, #[body] user: &NewUser<'_>) -> Result<()>;

    #[connectpay::endpoint(path = "/sandbox/partner/login", once)]
    async fn log_in(&self, #[body] login: &Login<'_>) -> Result<Sca<Tokens, ()>>;

    #[connectpay::endpoint(method = POST, path = "/sandbox/partner/sca/authorise/{event}", once)]
    async fn send_login_code(&self, event: &EventId) -> Result<()>;

    #[connectpay::endpoint(path = "/sandbox/partner/sca/verify", once)]
    async fn verify_login(&self, #[body] code: &Verification<'_>) -> Result<Finalised<Tokens>>;

    #[connectpay::endpoint(path = "/sandbox/partner/tokens/refresh", once)]
    async fn refresh(&self, #[body] spent: &Spent<'_>) -> Result<Tokens>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPayment<'a> {
    pub payment_rail: &'a str,
    pub creditor_name: &'a str,
    pub creditor_account: Account<'a>,
    pub instructed_amount: Amount<'a>,
    /// The wallet's own reference, by which it finds the payment whatever becomes of
    /// the answer.
    pub external_reference: &'a str,
}

#[derive(Serialize)]
pub struct Account<'a> {
    pub iban: &'a str,
}

#[derive(Serialize)]
pub struct Amount<'a> {
    pub amount: &'a str,
    pub currency: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Initiated {
    pub payment_order_no: String,
}

#[derive(Deserialize)]
pub struct Payment {
    #[serde(rename = "paymentOrderNo")]
    pub number: String,
    #[serde(rename = "paymentStatus")]
    pub status: String,
    #[serde(rename = "externalReference")]
    pub reference: Option<String>,
}

/// The status of a payment that was received and is not authorised yet.
pub const RECEIVED: &str = "RCVD";

impl PaymentStatus for Payment {
    fn payment_status(&self) -> &str {
        &self.status
    }
}

#[derive(Deserialize)]
pub struct Found {
    payments: Vec<Payment>,
}

/// What a list says of the payment that was looked for.
pub enum LookedUp {
    Found(Payment),
    /// The list is empty.
    NoneAtAll,
    /// The list has only other payments, or payments without a reference, which proves
    /// nothing.
    Unclear,
}

impl Found {
    /// A server that does not know a query parameter ignores it and answers with all
    /// payments, or with the first page of them. So a payment is only taken for the one
    /// that was asked for if it has the reference, and only an empty list says that there
    /// is none.
    pub fn with_reference(self, reference: &str) -> LookedUp {
        if self.payments.is_empty() {
            return LookedUp::NoneAtAll;
        }
        let mut payments = self.payments.into_iter();
        let found = payments.find(|payment| payment.reference.as_deref() == Some(reference));
        found.map_or(LookedUp::Unclear, LookedUp::Found)
    }
}

#[connectpay::api(auth = user)]
pub trait Payments {
    #[connectpay::endpoint(path = "/sandbox/client/payments", once)]
    async fn initiate(&self, #[body] payment: &NewPayment<'_>) -> Result<Sca<Initiated>>;

    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/sca/authorise/{event}",
        once
    )]
    async fn send_code(&self, event: &EventId) -> Result<()>;

    #[connectpay::endpoint(path = "/sandbox/client/sca/verify", once)]
    async fn verify(&self, #[body] code: &Verification<'_>) -> Result<Finalised>;

    #[connectpay::endpoint(path = "/sandbox/client/payments/{order}")]
    async fn payment(&self, order: &str) -> Result<Payment>;

    #[connectpay::endpoint(path = "/sandbox/client/payments")]
    async fn payments_of(
        &self,
        #[query(rename = "externalReference")] reference: &str,
    ) -> Result<Found>;

    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/users/logout"
    )]
    async fn log_out(&self) -> Result<()>;
}
