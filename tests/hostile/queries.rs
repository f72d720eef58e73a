//! A query says what its arguments say, to every server, or is not sent.

use std::collections::BTreeSet;

use connectpay::{Client, Outcome, Result, Stage};
use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases;
use crate::last::{Last, at_once, runtime};

/// Made up.
#[connectpay::api(base = "/example/partner", auth = partner)]
trait Example {
    #[connectpay::endpoint(method = GET, path = "/list")]
    async fn list(&self, #[query(rename = "a,b", style = comma)] list: &[String]) -> Result<()>;

    #[connectpay::endpoint(method = GET, path = "/beside")]
    async fn beside(
        &self,
        #[query] a: Option<&str>,
        #[query(flatten)] first: &[(String, String)],
        #[query(flatten)] second: &[(String, String)],
        #[query(rename = "b c")] last: Option<&str>,
    ) -> Result<()>;
}

/// The query that was sent, or nothing if the call was refused as it must be.
fn query(last: &Last, result: Result<()>) -> Option<String> {
    let Some(sent) = last.take() else {
        let error = result.unwrap_err();
        assert_eq!(
            (error.stage(), error.outcome()),
            (Stage::Build, Outcome::NotSent)
        );
        return None;
    };
    result.unwrap();
    Some(sent.uri.query().unwrap_or_default().to_owned())
}

fn decoded(text: &str) -> String {
    let spaces = text.replace('+', " ");
    percent_decode_str(&spaces)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

/// What could end an element or a pair.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![',', '&', '=', '%', '2', 'C', '+', ' ', '#', 'é']);
    vec(prop_oneof![3 => hostile, 1 => any::<char>()], 0..4)
        .prop_map(|characters| characters.into_iter().collect())
}

/// Few keys, so that some are equal.
fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let key = prop::sample::select(vec!["a", "b c", "b+c", "é", "x", "A", ""]);
    vec((key.prop_map(str::to_owned), text()), 0..3)
}

fn with_client(check: impl FnOnce(&Last, &Client)) {
    thread_local! {
        static CLIENT: (tokio::runtime::Runtime, Last, Client) = {
            let last = Last::default();
            let client = last.client();
            (runtime(), last, client)
        };
    }
    CLIENT.with(|(runtime, last, client)| {
        let _inside = runtime.enter();
        check(last, client);
    });
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_list_with_commas_is_read_as_it_is_before_and_after_decoding_or_is_refused(
        list in vec(text(), 0..4),
    ) {
        with_client(|last, client| {
            let sent = query(last, at_once(client.list(&list)));
            let has_comma = list.iter().any(|element| element.contains(','));
            assert_eq!(sent.is_none(), has_comma, "{list:?}");
            let Some(sent) = sent else { return };
            if list.is_empty() {
                assert_eq!(sent, "");
                return;
            }
            let value = sent.strip_prefix("a%2Cb=").unwrap();
            let split_first: Vec<String> = value.split(',').map(decoded).collect();
            let decoded_first = decoded(value);
            let decoded_first: Vec<&str> = decoded_first.split(',').collect();
            assert_eq!(split_first, list);
            assert_eq!(decoded_first, list);
        });
    }

    #[test]
    fn a_name_of_two_arguments_is_refused_and_all_else_is_sent(
        a in prop::option::of(text()),
        first in pairs(),
        second in pairs(),
        last_one in prop::option::of(text()),
    ) {
        with_client(|last, client| {
            let result = at_once(client.beside(a.as_deref(), &first, &second, last_one.as_deref()));
            let sent = query(last, result);
            let single = |name: &str, value: &Option<String>| {
                value.iter().map(|value| (name.to_owned(), value.clone())).collect()
            };
            let arguments = [single("a", &a), first.clone(), second.clone(), single("b c", &last_one)];
            let names: Vec<BTreeSet<&String>> = arguments
                .iter()
                .map(|argument: &Vec<(String, String)>| argument.iter().map(|(name, _)| name).collect())
                .collect();
            let all: BTreeSet<&String> = names.iter().flatten().copied().collect();
            let is_shared = all.len() < names.iter().map(BTreeSet::len).sum();
            assert_eq!(sent.is_none(), is_shared, "{arguments:?}");
            let Some(sent) = sent else { return };
            let read: Vec<(String, String)> = sent
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect();
            assert_eq!(read, arguments.concat());
        });
    }
}
