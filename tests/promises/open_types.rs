//! Where a type parameter hides a type from the compiler, what it would refuse is refused
//! when the call is made, with nothing sent.

use connectpay::{Client, Error, Outcome, Result, Stage};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::recorder::Recorder;

/// Without `#[api]`, the macro does not even see that `T` is a parameter.
trait Alone<T: DeserializeOwned + 'static> {
    #[connectpay::endpoint(path = "/example/partner/cancel", auth = partner)]
    async fn cancel(&self) -> Result<T>;

    #[connectpay::endpoint(path = "/example/partner/cancel", auth = partner)]
    async fn perhaps(&self) -> Result<Option<T>>;

    #[connectpay::endpoint(path = "/example/partner/list", auth = partner)]
    async fn list(&self) -> Result<Vec<T>>;

    #[connectpay::endpoint(method = POST, path = "/example/partner/cancel", auth = partner)]
    async fn named(&self) -> Result<T>;

    #[connectpay::endpoint(path = "/example/partner/form", auth = partner)]
    async fn form(&self, #[form] pairs: &[T]) -> Result<()>
    where
        T: Serialize;
}

impl<T: DeserializeOwned + 'static> Alone<T> for Client {}

/// An alias may be its argument.
type Same<T> = T;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Aliased<T: DeserializeOwned + 'static> {
    #[connectpay::endpoint(path = "/cancel")]
    async fn cancel(&self) -> Result<Same<T>>;
}

#[tokio::test]
async fn a_get_by_default_is_not_sent_if_a_parameter_makes_nothing_of_its_answer() {
    let recorder = Recorder::answering(200, "null");
    let client = &recorder.client();
    let refused = [
        Alone::<()>::cancel(client).await.unwrap_err(),
        Alone::<Box<()>>::perhaps(client).await.unwrap_err(),
        Alone::<IgnoredAny>::cancel(client)
            .await
            .map(drop)
            .unwrap_err(),
        Aliased::<()>::cancel(client).await.unwrap_err(),
    ];
    for error in refused {
        assert_refused(&error, "`method = POST`");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn a_get_by_default_is_sent_if_a_parameter_makes_something_of_its_answer() {
    let recorder = Recorder::answering(200, "null");
    let client = &recorder.client();
    assert_eq!(Alone::<Option<u8>>::cancel(client).await.unwrap(), None);
    assert_eq!(Alone::<u8>::perhaps(client).await.unwrap(), None);
    assert_eq!(Aliased::<Option<u8>>::cancel(client).await.unwrap(), None);
    Alone::<()>::named(client).await.unwrap();
    let methods = recorder.received().into_iter().map(|it| it.method);
    assert_eq!(methods.collect::<Vec<_>>(), ["GET", "GET", "GET", "POST"]);
    let list = Recorder::answering(200, "[null]");
    assert_eq!(Alone::<()>::list(&list.client()).await.unwrap(), [()]);
}

/// What the application calls so is no type of the crate `serde_bytes`.
#[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
struct ByteBuf {
    size: u8,
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Bodies<B: Serialize + 'static> {
    #[connectpay::endpoint(path = "/body")]
    async fn body(&self, #[body] body: &B) -> Result<()>;

    #[connectpay::endpoint(method = PUT, path = "/body")]
    async fn owned(&self, #[body] body: Option<B>) -> Result<()>;

    #[connectpay::endpoint(path = "/buffers")]
    async fn buffer(&self, #[body] buffer: &ByteBuf) -> Result<ByteBuf>;
}

#[tokio::test]
async fn bytes_are_not_sent_as_json_if_a_parameter_makes_them_a_body() {
    let recorder = Recorder::answering(200, "");
    let client = &recorder.client();
    let refused = [
        client.body(&vec![1_u8]),
        client.body(&[1_u8; 2]),
        client.owned(Some(bytes::Bytes::from_static(b"%PDF"))),
        client.owned(Some(Box::new(vec![1_u8]))),
    ];
    for call in refused {
        let error = call.await.unwrap_err();
        assert_refused(&error, "`#[body(");
    }
    assert_eq!(recorder.received().len(), 0);
    client.body(&vec![1_u16]).await.unwrap();
    assert_eq!(recorder.only().body, "[1]");
}

/// Who implements a trait says what its associated types are.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Associated {
    type Payload: Serialize + Sync;
    type Part: Serialize + Sync;

    #[connectpay::endpoint(path = "/payload")]
    async fn upload(&self, #[body] payload: &Self::Payload) -> Result<()>;

    #[connectpay::endpoint(method = PUT, path = "/payload")]
    async fn replace(&self, #[body] payload: Option<&Self::Payload>) -> Result<()>;

    #[connectpay::endpoint(path = "/form")]
    async fn fill_in(&self, #[form] parts: &[Self::Part]) -> Result<()>;
}

impl Associated for Client {
    type Payload = Vec<u8>;
    type Part = (&'static str, u8);
}

#[tokio::test]
async fn bytes_are_not_sent_as_json_if_an_associated_type_makes_them_a_body() {
    let recorder = Recorder::answering(200, "null");
    let client = &recorder.client();
    let payload = vec![1_u8];
    for call in [client.upload(&payload), client.replace(Some(&payload))] {
        let error = call.await.unwrap_err();
        assert_refused(&error, "`#[body(");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn a_list_is_a_form_if_an_associated_type_makes_pairs_of_its_elements() {
    let recorder = Recorder::answering(200, "");
    let client = &recorder.client();
    client.fill_in(&[("a", 1)]).await.unwrap();
    assert_eq!(recorder.only().body, "a=1");
}

/// The names of another crate's bytes without its path.
mod foreign {
    use connectpay::Result;
    use serde_bytes::{ByteBuf, Bytes};

    #[connectpay::api(base = "/example/partner", auth = partner)]
    pub(super) trait Documents {
        #[connectpay::endpoint(path = "/document")]
        async fn add(&self, #[body] document: &ByteBuf) -> Result<()>;

        #[connectpay::endpoint(method = PUT, path = "/document")]
        async fn put(&self, #[body] document: &Bytes) -> Result<()>;

        #[connectpay::endpoint(path = "/document")]
        async fn document(&self) -> Result<ByteBuf>;
    }
}

#[tokio::test]
async fn bytes_of_another_crate_are_neither_sent_nor_read_as_json() {
    use foreign::Documents as _;

    let recorder = Recorder::answering(200, "[1]");
    let client = &recorder.client();
    let refused = [
        client
            .add(&serde_bytes::ByteBuf::from([1]))
            .await
            .unwrap_err(),
        client.put(serde_bytes::Bytes::new(&[1])).await.unwrap_err(),
        client.document().await.unwrap_err(),
    ];
    for error in refused {
        assert_refused(&error, "bytes");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn a_type_of_the_application_may_have_the_name_of_one_of_another_crate() {
    let recorder = Recorder::answering(200, r#"{"size":2}"#);
    let buffer = Bodies::<()>::buffer(&recorder.client(), &ByteBuf { size: 1 }).await;
    assert_eq!(buffer.unwrap(), ByteBuf { size: 2 });
    assert_eq!(recorder.only().body, r#"{"size":1}"#);
}

#[tokio::test]
async fn a_list_is_a_form_if_a_parameter_makes_pairs_of_its_elements() {
    let recorder = Recorder::answering(200, "");
    let client = &recorder.client();
    let error = client.form(&["no pair".to_owned()]).await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert_eq!(recorder.received().len(), 0);
    client.form(&[("a".to_owned(), 1)]).await.unwrap();
    assert_eq!(recorder.only().body, "a=1");
}

/// The call failed before anything was sent, and its message has this remedy.
fn assert_refused(error: &Error, remedy: &str) {
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    assert!(error.to_string().contains(remedy), "{error}");
}
