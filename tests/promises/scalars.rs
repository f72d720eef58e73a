//! What serializes to one text is an argument of the path and of a header; what does not
//! is refused with nothing sent.

use std::net::IpAddr;
use std::num::NonZeroU32;

use connectpay::{Call, Outcome, Result, Stage};
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::declared::Unwritable;
use crate::recorder::Recorder;

#[derive(Serialize)]
struct AccountId(String);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Status {
    InReview,
    Named(String),
}

/// As the types of dates serialize.
struct Date(u16, u8, u8);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(year, month, day) = self;
        serializer.collect_str(&format_args!("{year}-{month:02}-{day:02}"))
    }
}

#[derive(Serialize)]
struct Perhaps(Option<u8>);

#[derive(Serialize)]
struct Amount(f64);

#[derive(Serialize)]
struct Range {
    from: u8,
}

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/{id}/{date}/{status}/{address}/{number}")]
    async fn every(
        &self,
        id: Uuid,
        date: &Date,
        status: Status,
        address: IpAddr,
        number: NonZeroU32,
    ) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/headers")]
    async fn headers(
        &self,
        #[header("X-Id")] id: &Uuid,
        #[header("X-Date")] date: Option<Date>,
        #[header("X-Status")] status: Option<&Status>,
        #[header("X-Perhaps")] perhaps: Perhaps,
    ) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/accounts/{value}/entries")]
    async fn account(&self, value: &AccountId) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/statuses/{value}")]
    async fn status(&self, value: &Status) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/perhaps/{value}")]
    async fn perhaps(&self, value: &Perhaps) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/amounts/{value}")]
    async fn amount(&self, value: &Amount) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/ranges/{value}")]
    async fn range(&self, value: &Range) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/unwritable/{value}")]
    async fn unwritable(&self, value: &Unwritable) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/headers/range")]
    async fn range_header(&self, #[header("X-Range")] value: Option<&Range>) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/headers/account")]
    async fn account_header(&self, #[header("X-Account")] value: &AccountId) -> Result<()>;
}

#[tokio::test]
async fn what_serializes_to_one_text_fills_a_segment() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    let id = Uuid::from_u128(7);
    let address = IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1]);
    client
        .every(
            id,
            &Date(2026, 11, 2),
            Status::InReview,
            address,
            NonZeroU32::MAX,
        )
        .await
        .unwrap();
    assert_eq!(
        recorder.only().uri.path(),
        "/example/partner/00000000-0000-0000-0000-000000000007/2026-11-02/inReview/2001%3Adb8%3A%3A1/4294967295"
    );
}

#[tokio::test]
async fn what_serializes_to_one_text_is_a_header_and_none_is_left_out() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    client
        .headers(&Uuid::nil(), Some(Date(2026, 1, 31)), None, Perhaps(None))
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(
        received.header("x-id"),
        Some("00000000-0000-0000-0000-000000000000")
    );
    assert_eq!(received.header("x-date"), Some("2026-01-31"));
    assert_eq!(received.header("x-status"), None);
    assert_eq!(received.header("x-perhaps"), None);
}

#[tokio::test]
async fn a_text_that_would_change_the_path_is_refused_however_it_was_serialized() {
    for refused in ["", " ", ".", "..", "a/../b", "a\nb"] {
        let recorder = Recorder::answering(200, "");
        let client = recorder.client();
        refuses(client.account(&AccountId(refused.to_owned()))).await;
        assert_eq!(recorder.received().len(), 0, "{refused:?}");
    }
}

#[tokio::test]
async fn what_serializes_to_no_single_text_is_refused_with_nothing_sent() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    refuses(client.perhaps(&Perhaps(None))).await;
    refuses(client.amount(&Amount(0.5))).await;
    refuses(client.range(&Range { from: 1 })).await;
    refuses(client.status(&Status::Named("s3cret".to_owned()))).await;
    refuses(client.unwritable(&Unwritable("s3cret"))).await;
    refuses(client.range_header(Some(&Range { from: 1 }))).await;
    refuses(client.account_header(&AccountId("a\r\nb: s3cret".to_owned()))).await;
    assert_eq!(recorder.received().len(), 0);
}

/// The call names its argument and does not show it.
async fn refuses(call: Call<()>) {
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert!(
        error.to_string().contains("the argument `value`"),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}
