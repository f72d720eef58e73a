//! A body arrives with its content type as its declaration says, serialized or as it
//! is, or not at all.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use connectpay::{RawBody, Result};
use serde::Serialize;

use crate::declared::Page;
use crate::recorder::{Received, Recorder};

/// `None` is found by the type and not by its spelling.
type Note = Option<&'static str>;

type Scan = Option<Bytes>;

#[derive(Serialize)]
struct Patch {
    name: Option<&'static str>,
}

/// A body of another crate's type, which holds an `Option`.
#[derive(Serialize)]
#[serde(transparent)]
struct Transparent(Option<u8>);

/// A type of the application that is sent as it is.
struct Document(Bytes);

impl RawBody for Document {
    fn raw_body(&self) -> Option<Bytes> {
        self.0.raw_body()
    }
}

#[connectpay::api(base = "/example/partner/bodies", auth = partner)]
trait Bodies {
    #[connectpay::endpoint(path = "/alias")]
    async fn alias(&self, #[body] note: Note) -> Result<()>;

    #[connectpay::endpoint(path = "/boxed")]
    async fn boxed(&self, #[body] note: Box<Note>) -> Result<()>;

    #[connectpay::endpoint(path = "/shared")]
    async fn shared(&self, #[body] note: Cow<'_, Note>) -> Result<()>;

    #[connectpay::endpoint(path = "/transparent")]
    async fn transparent(&self, #[body] note: Transparent) -> Result<()>;

    #[connectpay::endpoint(path = "/value")]
    async fn value(&self, #[body] value: &serde_json::Value) -> Result<()>;

    #[connectpay::endpoint(path = "/unit")]
    async fn unit(&self, #[body] unit: ()) -> Result<()>;

    #[connectpay::endpoint(path = "/form")]
    async fn form(&self, #[form] page: Box<Option<Page>>) -> Result<()>;

    #[connectpay::endpoint(path = "/pairs")]
    async fn pairs(&self, #[form] pairs: &[(&str, &str)]) -> Result<()>;

    #[connectpay::endpoint(method = PATCH, path = "/patch")]
    async fn patch(
        &self,
        #[body("application/merge-patch+json")] patch: Option<&Patch>,
    ) -> Result<()>;

    #[connectpay::endpoint(path = "/written")]
    async fn written(&self, #[body] json: &serde_json::value::RawValue) -> Result<()>;

    #[connectpay::endpoint(path = "/bytes")]
    async fn bytes(&self, #[body("application/pdf")] document: Bytes) -> Result<()>;

    #[connectpay::endpoint(path = "/vector")]
    async fn vector(&self, #[body("application/pdf")] document: Vec<u8>) -> Result<()>;

    #[connectpay::endpoint(path = "/slice")]
    async fn slice(&self, #[body("application/pdf")] document: &[u8]) -> Result<()>;

    #[connectpay::endpoint(path = "/array")]
    async fn array(&self, #[body("application/octet-stream")] key: &[u8; 2]) -> Result<()>;

    #[connectpay::endpoint(path = "/string")]
    async fn string(&self, #[body("text/csv; charset=utf-8")] rows: String) -> Result<()>;

    #[connectpay::endpoint(path = "/text")]
    async fn text(&self, #[body("text/plain")] text: &str) -> Result<()>;

    #[connectpay::endpoint(path = "/shared-bytes")]
    async fn shared_bytes(&self, #[body("application/pdf")] document: Arc<[u8]>) -> Result<()>;

    #[connectpay::endpoint(path = "/document")]
    async fn document(&self, #[body("application/pdf")] document: &Document) -> Result<()>;

    #[connectpay::endpoint(path = "/scan")]
    async fn scan(&self, #[body("application/pdf")] scan: Scan) -> Result<()>;
}

/// A trait with a parameter that decides what the body is.
#[connectpay::api(base = "/example/partner/bodies", auth = partner)]
trait Generic<T: Serialize> {
    #[connectpay::endpoint(path = "/generic")]
    async fn generic(&self, #[body] body: &T) -> Result<()>;
}

fn content(received: &Received) -> (Option<&str>, &[u8]) {
    (received.header("content-type"), &received.body)
}

const NOTHING: (Option<&str>, &[u8]) = (None, b"");

fn json(body: &'static str) -> (Option<&'static str>, &'static [u8]) {
    (Some("application/json"), body.as_bytes())
}

#[tokio::test]
async fn none_is_no_body_however_its_type_is_spelt() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for call in [
        client.alias(None),
        client.boxed(Box::new(None)),
        client.shared(Cow::Owned(None)),
        client.transparent(Transparent(None)),
        client.generic(&None::<u8>),
        client.form(Box::new(None)),
        client.patch(None),
        client.scan(None),
    ] {
        call.await.unwrap();
        let received = recorder.received();
        let received = received.last().unwrap();
        assert_eq!(content(received), NOTHING, "{}", received.uri);
    }
}

#[tokio::test]
async fn some_is_what_it_holds_however_its_type_is_spelt() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for (call, expected) in [
        (client.alias(Some("x")), r#""x""#),
        (client.boxed(Box::new(Some("x"))), r#""x""#),
        (client.shared(Cow::Owned(Some("x"))), r#""x""#),
        (client.transparent(Transparent(Some(1))), "1"),
        (client.generic(&Some(1)), "1"),
        (client.generic(&Vec::<u16>::from([1, 2])), "[1,2]"),
    ] {
        call.await.unwrap();
        let received = recorder.received();
        let received = received.last().unwrap();
        assert_eq!(content(received), json(expected), "{}", received.uri);
    }
}

#[tokio::test]
async fn a_null_that_is_a_value_is_sent() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    client.value(&serde_json::Value::Null).await.unwrap();
    client.unit(()).await.unwrap();
    let received = recorder.received();
    assert_eq!(content(&received[0]), json("null"));
    assert_eq!(content(&received[1]), json("null"));
}

#[tokio::test]
async fn an_empty_form_that_is_there_is_sent_as_a_form() {
    let recorder = Recorder::answering(200, "");
    recorder.client().pairs(&[]).await.unwrap();
    let received = recorder.only();
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(content(&received), (form, &b""[..]));
}

#[tokio::test]
async fn json_of_another_type_is_serialized_and_says_its_type() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    client.patch(Some(&Patch { name: None })).await.unwrap();
    let received = recorder.only();
    let expected = Some("application/merge-patch+json");
    assert_eq!(content(&received), (expected, &br#"{"name":null}"#[..]));
}

#[tokio::test]
async fn json_that_is_written_already_is_sent_as_it_is() {
    let recorder = Recorder::answering(200, "");
    let written = r#"{"b": 1.50,  "a":[]}"#;
    let raw: Box<serde_json::value::RawValue> = serde_json::from_str(written).unwrap();
    recorder.client().written(&raw).await.unwrap();
    assert_eq!(content(&recorder.only()), json(written));
}

#[tokio::test]
async fn a_body_with_a_content_type_is_sent_as_it_is() {
    const PDF: &[u8] = b"%PDF-1.7\n\xff\xfe\0\r\n";
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for (call, of, expected) in [
        (client.bytes(PDF.into()), "application/pdf", PDF),
        (client.vector(PDF.into()), "application/pdf", PDF),
        (client.slice(PDF), "application/pdf", PDF),
        (client.shared_bytes(PDF.into()), "application/pdf", PDF),
        (client.scan(Some(PDF.into())), "application/pdf", PDF),
        (
            client.document(&Document(PDF.into())),
            "application/pdf",
            PDF,
        ),
        (
            client.array(&[0, 255]),
            "application/octet-stream",
            b"\0\xff",
        ),
        (
            client.string("a,b\r\n".into()),
            "text/csv; charset=utf-8",
            b"a,b\r\n",
        ),
        (client.text("\"é\""), "text/plain", "\"é\"".as_bytes()),
        (client.slice(&[]), "application/pdf", b""),
    ] {
        call.await.unwrap();
        let received = recorder.received();
        let received = received.last().unwrap();
        assert_eq!(content(received), (Some(of), expected), "{}", received.uri);
    }
}

#[test]
fn the_content_type_of_a_body_is_part_of_the_endpoints_as_data() {
    let locations = ["alias", "patch", "bytes"].map(|name| {
        let operations = Bodies.operations().iter();
        let mut named = operations.filter(|it| it.endpoint().name() == name);
        named.next().unwrap().parameters()[0].location()
    });
    assert_eq!(
        locations,
        [
            connectpay::endpoints::Location::Body,
            connectpay::endpoints::Location::Content("application/merge-patch+json"),
            connectpay::endpoints::Location::Content("application/pdf"),
        ]
    );
}
