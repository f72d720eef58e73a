//! Where a type parameter hides a type from the compiler, what it would refuse is refused
//! when the call is made, with nothing sent.

use connectpay::{Client, Outcome, Result, Stage};
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
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`method = POST`"), "{error}");
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
