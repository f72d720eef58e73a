//! The server receives the path that was declared, with each argument in its place.

use connectpay::Result;

use crate::recorder::Recorder;

/// Made up: paths as an API's reference may write them.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait AsReferred {
    #[connectpay::endpoint(path = "/clients/{baasClientId}/accounts/{account-id}")]
    async fn account(&self, account_id: &str, baas_client_id: u32) -> Result<()>;

    #[connectpay::endpoint(path = "/cards/{cardId}/{id}")]
    async fn card(
        &self,
        #[path("id")] authorisation: u32,
        #[path("cardId")] id: &str,
    ) -> Result<()>;
}

async fn path_of(call: impl AsyncFnOnce(connectpay::Client) -> Result<()>) -> String {
    let recorder = Recorder::answering(200, "");
    call(recorder.client()).await.unwrap();
    recorder.only().uri.path().to_owned()
}

#[tokio::test]
async fn an_argument_fills_the_placeholder_of_its_name_in_any_spelling() {
    assert_eq!(
        path_of(async |client| client.account("a/b", 7).await).await,
        "/example/partner/clients/7/accounts/a%2Fb"
    );
}

#[tokio::test]
async fn an_argument_fills_the_placeholder_that_its_marker_names_whatever_its_own_name() {
    assert_eq!(
        path_of(async |client| client.card(7, "c").await).await,
        "/example/partner/cards/c/7"
    );
}

#[tokio::test]
async fn an_error_names_the_argument_and_the_endpoint_names_the_placeholder() {
    let recorder = Recorder::answering(200, "");
    let error = recorder.client().account("..", 7).await.unwrap_err();
    assert!(error.to_string().contains("`account_id`"), "{error}");
    let endpoint = error.endpoint().unwrap();
    assert_eq!(
        endpoint.path(),
        "/example/partner/clients/{baasClientId}/accounts/{account-id}"
    );
    assert!(recorder.received().is_empty());
}
