//! From the answer's body to the declared type.

use connectpay::{Outcome, Stage};

use crate::declared::{CreatedUser, Example as _, NewUser, UserManagement as _};
use crate::recorder::Recorder;

const USER: NewUser = NewUser {
    email: "a@example.com",
};

#[tokio::test]
async fn unknown_fields_are_ignored_since_connectpay_adds_some() {
    let client = Recorder::answering(200, r#"{"userId":"u-1","new":{"x":1}}"#).client();
    let user = client.create_user(&USER).await.unwrap();
    assert_eq!(
        user,
        CreatedUser {
            user_id: "u-1".to_owned()
        }
    );
}

#[tokio::test]
async fn unit_ignores_the_body_also_behind_an_alias() {
    for body in ["", "OK", "{", "[1]"] {
        Recorder::answering(200, body)
            .client()
            .nothing()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_option_is_none_for_an_empty_body_or_null() {
    for (body, expected) in [("", None), ("null", None), ("7", Some(7))] {
        let value = Recorder::answering(200, body)
            .client()
            .maybe()
            .await
            .unwrap();
        assert_eq!(value, expected);
    }
}

#[tokio::test]
async fn bytes_are_the_body_as_it_came() {
    let client = Recorder::answering(200, &b"\xff\0not json"[..]).client();
    assert_eq!(client.thing(1, "o").await.unwrap(), &b"\xff\0not json"[..]);
}

#[tokio::test]
async fn an_unreadable_success_tells_the_place_and_never_the_content() {
    for (body, expected) in [
        (
            r#"["IBAN-LT12"]"#,
            "JSON of another shape (line 1, column 12)",
        ),
        (r#"[1, "IBAN-LT12"#, "ends too early"),
        ("IBAN-LT12", "is not JSON"),
        ("", "empty body"),
    ] {
        let error = Recorder::answering(200, body)
            .client()
            .numbers()
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Decode, Outcome::Unknown)
        );
        let shown = error.to_string();
        assert!(shown.contains(expected), "{shown}");
        assert!(
            shown.starts_with("GET /example/partner/numbers: "),
            "{shown}"
        );
        assert!(!format!("{shown} {error:?}").contains("LT12"));
    }
}
