//! `mockall` and `async_trait` below `#[api]`.

use connectpay::{Call, Caller, Error, Outcome, Result, User};

#[connectpay::api(base = "/example/client", auth = user)]
#[mockall::automock]
trait Payments {
    /// Made up.
    #[connectpay::endpoint(path = "/payments/{paymentOrderNo}")]
    async fn payment(&self, payment_order_no: &str, #[query] verbose: bool) -> Result<String>;

    #[connectpay::endpoint(path = "/payments", once)]
    fn pay(&self, #[body] amount: &str) -> Call<String>;
}

impl Caller<User> for MockPayments {}

async fn pay_and_ask(payments: &dyn Payments) -> Result<String> {
    let number = payments.pay("1.00").await?;
    payments.payment(&number, true).await
}

#[tokio::test]
async fn a_mock_below_the_attribute_answers_in_place_of_the_server_and_counts_its_calls() {
    let mut payments = MockPayments::new();
    payments
        .expect_pay()
        .withf(|amount| amount == "1.00")
        .once()
        .returning(|_| Call::ready(Ok("s-1".to_owned())));
    payments
        .expect_payment()
        .withf(|number, verbose| number == "s-1" && *verbose)
        .once()
        .returning(|_, _| Call::ready(Ok("booked".to_owned())));
    assert_eq!(pay_and_ask(&payments).await.unwrap(), "booked");
}

#[tokio::test]
async fn a_mock_returns_every_error_that_a_call_can_have() {
    let mut payments = MockPayments::new();
    let unclear = || Error::timeout(std::time::Duration::from_secs(15));
    payments
        .expect_pay()
        .returning(move |_| Call::ready(Err(unclear())));
    let error = pay_and_ask(&payments).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
}

/// Nothing is left for it to do, and it stands in many code bases.
#[connectpay::api(base = "/example/client", auth = user)]
#[async_trait::async_trait]
trait WithAsyncTrait {
    #[connectpay::endpoint(path = "/payments/{id}")]
    async fn payment(&self, id: &str) -> Result<String>;
}

struct Fake;

impl Caller<User> for Fake {}

impl WithAsyncTrait for Fake {
    fn payment(&self, id: &str) -> Call<String> {
        Call::ready(Ok(id.to_owned()))
    }
}

#[tokio::test]
async fn async_trait_below_the_attribute_changes_nothing() {
    let fake: &dyn WithAsyncTrait = &Fake;
    assert_eq!(fake.payment("s-1").await.unwrap(), "s-1");
}
