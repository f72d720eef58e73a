//! Arguments arrive where the declaration puts them, or nothing is sent.

use connectpay::{Outcome, Stage};

use crate::declared::{Example as _, NewUser, Page, Unwritable, UserManagement as _};
use crate::recorder::Recorder;

fn sent(recorder: &Recorder) -> String {
    recorder.only().uri.to_string()
}

#[tokio::test]
async fn a_path_argument_is_escaped_into_one_segment() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .thing(7, "a/b c?d#e%2Fé\\..f")
        .await
        .unwrap();
    assert_eq!(
        sent(&recorder),
        "http://localhost/example/partner/things/a%2Fb%20c%3Fd%23e%252F%C3%A9%5C..f/7"
    );
}

#[tokio::test]
async fn a_path_argument_that_would_change_the_path_is_refused_with_nothing_sent() {
    for refused in [
        "", " ", ".", "..", " ..", "‥", "x/../y", "a\nb", "a\r\nb", "\0", "\t", "\u{7f}",
    ] {
        let recorder = Recorder::answering(200, "");
        let error = recorder.client().thing(7, refused).await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`owner`"), "{error}");
        assert_eq!(recorder.received().len(), 0, "{refused:?}");
    }
}

#[tokio::test]
async fn query_arguments_are_encoded_lists_repeat_their_key_and_none_is_left_out() {
    let recorder = Recorder::answering(200, "");
    let page = Page {
        number: 2,
        size: None,
    };
    let client = recorder.client();
    client
        .search("a&b=c d", &["EURUSD", "EURGBP"], None, Some(&page))
        .await
        .unwrap();
    assert_eq!(
        sent(&recorder),
        "http://localhost/example/partner/search?text=a%26b%3Dc+d&currencyPair=EURUSD&currencyPair=EURGBP&pageNo=2"
    );
}

#[tokio::test]
async fn a_list_in_the_comma_style_is_one_value_and_an_empty_one_is_left_out() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    let calls = [
        client.lists(&["a", "b c", "é&="], Some(vec![1, 2]), Some("x"), &[]),
        client.lists(&[], Some(Vec::new()), None, &[("only", "1,2")]),
        client.lists(&[], None, None, &[]),
    ];
    for call in calls {
        call.await.unwrap();
    }
    let sent: Vec<_> = recorder
        .received()
        .iter()
        .map(|received| received.uri.path_and_query().unwrap().to_string())
        .collect();
    assert_eq!(
        sent,
        [
            "/example/partner/lists?ids=a,b+c,%C3%A9%26%3D&status%5B%5D=1,2&one=x",
            "/example/partner/lists?only=1%2C2",
            "/example/partner/lists"
        ]
    );
}

#[tokio::test]
async fn an_element_with_a_comma_and_a_key_of_two_arguments_are_refused_in_the_comma_style() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for (call, argument) in [
        (client.lists(&["a", "b,c"], None, None, &[]), "`ids`"),
        (client.lists(&[], None, Some(","), &[]), "`one`"),
        (client.lists(&["a"], None, None, &[("ids", "b")]), "`more`"),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains(argument), "{error}");
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn a_query_of_nothing_leaves_no_question_mark() {
    let recorder = Recorder::answering(200, "");
    recorder.client().optional(None).await.unwrap();
    assert_eq!(sent(&recorder), "http://localhost/example/partner/optional");
}

#[tokio::test]
async fn a_body_is_json_and_none_is_no_body() {
    let recorder = Recorder::answering(200, "");
    recorder.client().note(Some("x")).await.unwrap();
    recorder.client().note(None).await.unwrap();
    let received = recorder.received();
    assert_eq!(received[0].method, "PUT");
    assert_eq!(received[0].body, r#""x""#);
    assert_eq!(received[0].header("content-type"), Some("application/json"));
    assert_eq!(received[1].body, "");
    assert_eq!(received[1].header("content-type"), None);
}

#[tokio::test]
async fn a_form_is_urlencoded() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .form(&Page {
            number: 1,
            size: Some(5),
        })
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.method, "POST");
    assert_eq!(received.body, "pageNo=1&pageSize=5");
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
}

#[tokio::test]
async fn header_arguments_are_sent_and_none_is_left_out() {
    let recorder = Recorder::answering(200, "");
    recorder
        .client()
        .headers("id-1", Some("application/json;version=2"), None)
        .await
        .unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-request-id"), Some("id-1"));
    assert_eq!(
        received.header("accept"),
        Some("application/json;version=2")
    );
    assert_eq!(received.header("x-count"), None);
}

#[tokio::test]
async fn a_header_argument_that_could_split_the_head_is_refused_with_nothing_sent() {
    for refused in [
        "a\r\nx: y",
        "a\nb",
        "a\rb",
        "a\0b",
        "é",
        " a",
        "a ",
        "\ta",
        "\u{7f}",
    ] {
        let recorder = Recorder::answering(200, "");
        let error = recorder
            .client()
            .headers(refused, None, None)
            .await
            .unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`id`"), "{error}");
        assert_eq!(recorder.received().len(), 0, "{refused:?}");
    }
}

#[tokio::test]
async fn an_argument_that_cannot_be_encoded_is_reported_when_awaited_without_being_shown() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for call in [
        client.unwritable(&Unwritable("s3cret")),
        client.unwritable_query(&Unwritable("s3cret")),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains("`value`"), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
    assert_eq!(recorder.received().len(), 0);
}

#[tokio::test]
async fn arguments_are_consumed_when_the_method_is_called() {
    let recorder = Recorder::answering(201, r#"{"userId":"u-1"}"#);
    let call = {
        let user = NewUser {
            email: "a@example.com",
        };
        recorder.client().create_user(&user)
    };
    assert_eq!(recorder.received().len(), 0);
    call.await.unwrap();
    assert_eq!(recorder.only().body, r#"{"email":"a@example.com"}"#);
}

#[tokio::test]
async fn a_reserved_header_is_refused_in_the_spelling_of_variables_too() {
    for name in [
        "PSU_IP_ADDRESS",
        "x_connectpay_api_key",
        "Content_Length",
        "X_Request_ID",
    ] {
        refuses_header(name).await;
    }
}

#[tokio::test]
async fn a_header_that_tells_another_address_host_or_path_is_refused_by_its_name() {
    for name in [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Whatever",
        "x_forwarded_host",
        "X-Real-IP",
        "CF-Connecting-IP",
        "True-Client-IP",
        "X-Original-URI",
    ] {
        refuses_header(name).await;
    }
}

/// The header is refused with nothing sent, in a message that names it.
async fn refuses_header(name: &str) {
    let recorder = Recorder::answering(200, "");
    let call = recorder.client().optional(None).header(name, "1");
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.stage(), error.outcome()),
        (Stage::Build, Outcome::NotSent)
    );
    let named = format!("`{}`", name.to_ascii_lowercase());
    assert!(error.to_string().contains(&named), "{error}");
    assert_eq!(recorder.received().len(), 0, "{name}");
}

#[tokio::test]
async fn a_header_of_a_call_takes_the_place_of_the_other_spelling() {
    let recorder = Recorder::answering(200, "");
    let call = recorder.client().headers("id-1", None, Some(1));
    call.header("x_count", "2").await.unwrap();
    let received = recorder.only();
    assert_eq!(received.header("x-count"), None);
    assert_eq!(received.header("x_count"), Some("2"));
}

#[tokio::test]
async fn a_query_parameter_of_two_arguments_is_refused_with_nothing_sent() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for call in [
        client.beside(Some("1"), &[("pageNo", "1"), ("a b", "2")], None),
        client.beside(None, &[("page", "1")], Some("2")),
        client.beside(None, &[("pageNo", "1"), ("é&", "2")], Some("3")),
    ] {
        call.await.unwrap();
    }
    let sent: Vec<_> = recorder
        .received()
        .iter()
        .map(|received| received.uri.query().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        sent,
        [
            "limit=1&pageNo=1&a+b=2",
            "page=1&a+b=2",
            "pageNo=1&%C3%A9%26=2&a+b=3"
        ]
    );
    for (call, argument) in [
        (
            client.beside(Some("1"), &[("limit", "2")], None),
            "`filter`",
        ),
        (client.beside(None, &[("a b", "1")], Some("2")), "`last`"),
        (
            client.beside(Some("1"), &[("x", "1"), ("limit", "")], Some("2")),
            "`filter`",
        ),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        assert!(error.to_string().contains(argument), "{error}");
    }
    assert_eq!(recorder.received().len(), 3);
}

#[tokio::test]
async fn a_number_that_is_nan_or_infinite_is_refused_in_every_place_with_nothing_sent() {
    let recorder = Recorder::answering(200, "");
    let client = recorder.client();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for call in [
            client.number_in_the_body(&[Some(0.5), Some(number)]),
            client.number_in_the_form(&[("number", number)]),
            client.number_in_the_query(number),
        ] {
            let error = call.await.unwrap_err();
            assert_eq!(
                (error.stage(), error.outcome()),
                (Stage::Build, Outcome::NotSent)
            );
            assert!(
                error
                    .to_string()
                    .contains("`number` has a number that is NaN"),
                "{error}"
            );
        }
    }
    assert_eq!(recorder.received().len(), 0);
    client.number_in_the_body(&[Some(0.5), None]).await.unwrap();
    assert_eq!(recorder.only().body, "[0.5,null]");
}
