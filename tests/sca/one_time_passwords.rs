//! A code goes into a body, as JSON or as a form, and nowhere else.

use connectpay::sca::Otp;
use connectpay::{Outcome, Result, Stage};
use serde::Serialize;

use crate::bank::{Script, Step};

#[derive(Serialize)]
struct Code {
    otp: Otp,
}

/// Serializes as the code itself.
#[derive(Serialize)]
struct Typed(Otp);

/// Made up.
#[connectpay::api(auth = user)]
trait Codes {
    #[connectpay::endpoint(method = POST, path = "/example/client/query", once)]
    async fn in_fields(&self, #[query(flatten)] code: &Code) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/example/client/pairs", once)]
    async fn in_pairs(&self, #[query(flatten)] pairs: &[(&str, Option<Otp>)]) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/example/client/newtype", once)]
    async fn in_a_newtype(&self, #[query] code: &Typed) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/example/client/list", once)]
    async fn in_a_list(&self, #[query(style = comma)] codes: &[Typed]) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/example/client/path/{code}", once)]
    async fn in_the_path(&self, code: &Typed) -> Result<()>;

    #[connectpay::endpoint(method = POST, path = "/example/client/header", once)]
    async fn in_a_header(&self, #[header("x-code")] code: &Typed) -> Result<()>;

    #[connectpay::endpoint(path = "/example/client/json", once)]
    async fn as_json(&self, #[body] code: &Code) -> Result<()>;

    #[connectpay::endpoint(path = "/example/client/form", once)]
    async fn as_a_form(&self, #[form] code: &Code) -> Result<()>;
}

fn otp() -> Otp {
    Otp::new("918273").unwrap()
}

#[tokio::test]
async fn a_code_inside_of_a_value_is_in_no_path_query_or_header() {
    let script = Script::new([Step::Answer(200, "")]);
    let session = script.session();
    for result in [
        session.in_fields(&Code { otp: otp() }).await,
        session.in_pairs(&[("otp", Some(otp()))]).await,
        session.in_a_newtype(&Typed(otp())).await,
        session.in_a_list(&[Typed(otp())]).await,
        session.in_the_path(&Typed(otp())).await,
        session.in_a_header(&Typed(otp())).await,
    ] {
        let error = result.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("one-time password"), "{error}");
        assert!(!format!("{error:?}").contains("918273"), "{error:?}");
    }
    assert!(script.arrived().is_empty());
}

#[tokio::test]
async fn a_code_is_sent_in_a_body_of_json_or_a_form() {
    let script = Script::new([Step::Answer(200, "")]);
    let session = script.session();
    session.as_json(&Code { otp: otp() }).await.unwrap();
    session.as_a_form(&Code { otp: otp() }).await.unwrap();
    assert_eq!(
        script.arrived(),
        [
            r#"POST /example/client/json {"otp":"918273"}"#,
            "POST /example/client/form otp=918273",
        ]
    );
}
