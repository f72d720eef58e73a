//! The declarations are called, so that the generated bodies run too.

use std::collections::HashMap;

use axum::http::uri::PathAndQuery;
use axum::http::{Method, Uri};
use axum::Router;
use connectpay::endpoints::Parameter;
use connectpay::{AccessToken, Client, Environment, PartnerCredentials, Result, Session};

use crate::{Alone, Answer, BothApi, Ledger, List, Named, PartnerApi, Request};

/// A client of a server that gives `answer`, and checks the request line.
fn client(answer: &'static str, expected: &'static str) -> Result<Client> {
    let handler = move |method: Method, uri: Uri| async move {
        let target = uri.path_and_query().map(PathAndQuery::as_str);
        assert_eq!(format!("{method} {}", target.unwrap_or_default()), expected);
        answer
    };
    Client::builder(
        Environment::custom("http://localhost")?,
        PartnerCredentials::new("ConnectPay", "EasyBanking")?,
    )
    .transport(Router::new().fallback(handler))
    .build()
}

fn session(answer: &'static str, expected: &'static str) -> Result<Session> {
    client(answer, expected)?.session(AccessToken::new("a-token")?, [192, 0, 2, 1])
}

#[tokio::test]
async fn endpoints_of_the_partner_are_called() -> Result<()> {
    let sent = client(r#"{"gen":7}"#, "POST /example/partner/bodies")?;
    assert_eq!(sent.send(&Request { gen: 7 }).await?, Answer { gen: 7 });
    assert_eq!(sent.name(), "partner");

    let put = client(
        "",
        "PUT /example/partner/things/1/a%20b?list=x&list=y&key=value",
    )?;
    let filter = HashMap::from([("key".to_owned(), "value".to_owned())]);
    let answer = put.put(1, "a b", None, &["x", "y"], &filter, None, None);
    assert_eq!(answer.await?, None);

    let form = client(r#"{"gen":7}"#, "POST /example/partner/forms")?;
    assert_eq!(form.send_form(Request { gen: 7 }).await?.gen, 7);

    let ledger = client(r#"["entry"]"#, "GET /example/partner/ledger/5")?;
    assert_eq!(ledger.entry(5).await?, ["entry"]);

    let removed = client("", "DELETE /example/partner/x")?;
    removed.remove('x').await
}

#[tokio::test]
async fn endpoints_of_the_user_are_called() -> Result<()> {
    let file = session("raw", "GET /example/client/file?type=pdf")?;
    assert_eq!(file.download("pdf").await?, "raw");

    let list = session("[1,2]", "GET /example/client/list?names=a")?;
    assert_eq!(List::<u8>::list(&list, &["a"]).await?, [1, 2]);

    let named = session("", "GET /example/client/named?name=session")?;
    named.named(Session::NAME).await?;

    crate::private(&session("", "GET /example/client/private")?).await
}

#[test]
fn keywords_of_later_editions_are_names() {
    let put = PartnerApi.operations()[1];
    let names: Vec<&str> = put.parameters().iter().map(Parameter::argument).collect();
    assert_eq!(names[..2], ["gen", "async"]);
    assert_eq!(Named.operations().len(), 1);
}
