//! The server receives the path that was declared, with each argument in its place.

use connectpay::{Outcome, Result, Stage};

use crate::recorder::{Recorder, session};

/// Made up: paths as an API's reference may write them.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait AsReferred {
    #[connectpay::endpoint(method = GET, path = "/clients/{baasClientId}/accounts/{account-id}")]
    async fn account(&self, account_id: &str, baas_client_id: u32) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/cards/{cardId}/{id}")]
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

/// Made up: forms of paths that some APIs have.
#[connectpay::api(base = "/example/partner/documents", auth = partner)]
trait Documents {
    #[connectpay::endpoint(method = GET, path = "")]
    async fn all(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/")]
    async fn all_with_a_slash(&self) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/{id}")]
    async fn document(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/{id}.pdf")]
    async fn pdf(&self, id: &str) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/{id}:close")]
    async fn close(&self, id: &str) -> Result<()>;
}

#[tokio::test]
async fn a_base_can_be_the_resource_itself_with_or_without_a_slash_at_the_end() {
    assert_eq!(
        path_of(async |client| client.all().await).await,
        "/example/partner/documents"
    );
    assert_eq!(
        path_of(async |client| client.all_with_a_slash().await).await,
        "/example/partner/documents/"
    );
}

#[tokio::test]
async fn what_follows_the_last_placeholder_follows_its_escaped_argument() {
    assert_eq!(
        path_of(async |client| client.pdf("v1.2").await).await,
        "/example/partner/documents/v1.2.pdf"
    );
    assert_eq!(
        path_of(async |client| client.close("a:b c").await).await,
        "/example/partner/documents/a%3Ab%20c:close"
    );
}

#[tokio::test]
async fn an_argument_that_would_make_the_path_of_another_endpoint_is_refused_with_nothing_sent() {
    for refused in ["x:close", "x.pdf", "x:CLOSE", "x:close;v=1", "x:close/"] {
        let recorder = Recorder::answering(200, "");
        let error = recorder.client().document(refused).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("another endpoint"), "{error}");
        assert!(!error.to_string().contains(refused), "{error}");
        assert!(recorder.received().is_empty(), "{refused}");
    }
}

#[tokio::test]
async fn no_argument_before_a_suffix_is_a_dot_segment_or_nothing_or_cuts_it_off() {
    for refused in ["", ".", "..", "a/..", "a/b", "a\\b", "a;b", "a?b", "a#b"] {
        let recorder = Recorder::answering(200, "");
        let error = recorder.client().pdf(refused).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(recorder.received().is_empty(), "{refused}");
    }
}

/// Made up: a placeholder before the segment that decides.
#[connectpay::api]
trait Tenants {
    #[connectpay::endpoint(
        method = GET,
        path = "/example/{tenant}/client/partner",
        auth = user,
        decided_by = "client"
    )]
    async fn accounts(&self, tenant: &str) -> Result<()>;
}

#[tokio::test]
async fn an_argument_that_reads_as_the_other_deciding_word_is_refused_with_nothing_sent() {
    let recorder = Recorder::answering(200, "");
    let session = session(&recorder.client());
    for refused in [
        "partner",
        "PARTNER",
        " partner",
        "a/partner",
        "%70artner",
        "ｐartner",
        "𝐩artner",
        "㎩rtner",
        "ⓟⓐⓡⓣⓝⓔⓡ",
        "%C1%B0artner",
    ] {
        let error = session.accounts(refused).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`client`"), "{error}");
        assert!(recorder.received().is_empty(), "{refused}");
    }
    session.accounts("partners").await.unwrap();
    let sent = recorder.only();
    assert_eq!(sent.uri.path(), "/example/partners/client/partner");
    assert!(sent.header("authorization").is_some());
    assert_eq!(sent.header("x-connectpay-api-key"), None);
}
