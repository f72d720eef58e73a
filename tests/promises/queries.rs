//! Query arguments say what the server reads, or nothing is sent.

use connectpay::{Outcome, Stage};

use crate::declared::{Example as _, Page};
use crate::recorder::Recorder;

fn sent(recorder: &Recorder) -> String {
    recorder.only().uri.to_string()
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
