//! A span has the path as its declaration spells it, and no argument.

use connectpay::Result;

use crate::recorder::Recorder;
use crate::subscriber::Listening;

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Accounts {
    #[connectpay::endpoint(method = POST, path = "/{baasClientId}/{account-id}:close")]
    async fn close(&self, #[path("account-id")] number: &str, baas_client_id: &str) -> Result<()>;
}

#[tokio::test]
async fn the_template_of_a_span_is_spelt_as_the_reference_spells_it() {
    let heard = Listening::begin().await;
    let recorder = Recorder::answering(204, "");
    let client = recorder.client();
    client.close("number-77", "client-77").await.unwrap();
    assert_eq!(
        recorder.only().uri.path(),
        "/example/partner/client-77/number-77:close"
    );
    assert_eq!(
        heard.field("url.template").as_deref(),
        Some("/example/partner/{baasClientId}/{account-id}:close")
    );
    let text = heard.text();
    assert!(!text.contains("number-77") && !text.contains("client-77"));
}
