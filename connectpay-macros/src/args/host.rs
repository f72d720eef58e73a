//! The list in `#[api(host(…))]`.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

use super::Given;
use super::arg::{Arg, Foreign, Keys, Value};
use crate::errors::Errors;
use crate::tokens::{split_at_commas, ungrouped};

const KEYS: Keys = Keys {
    own: &["stage", "production"],
    foreign: &[
        Foreign {
            words: &["live", "prod"],
            meant: Some("production"),
            expected: "`production = «https://…»`",
        },
        Foreign {
            words: &["test", "staging", "sandbox"],
            meant: Some("stage"),
            expected: "`stage = «https://…»`",
        },
    ],
};
/// What stands for a host that is not known.
const ANY: &str = "https://…";

/// What `host(…)` says.
pub(crate) struct HostArgs {
    pub(crate) stage: LitStr,
    pub(crate) production: LitStr,
}

impl HostArgs {
    pub(super) fn parse(arg: Arg, errors: &mut Errors) -> Option<Self> {
        let (tokens, is_list) = match arg.value {
            Value::List(tokens) => (tokens, true),
            Value::Equals(tokens) => (tokens, false),
            Value::None => (TokenStream::new(), false),
            Value::Unreadable => return None,
        };
        let tokens = ungrouped(tokens);
        let mistake = nameless(&tokens).or_else(|| {
            let expected = pair(ANY, ANY);
            (!is_list).then_some(("is not a list of two hosts", expected))
        });
        if let Some((reason, expected)) = mistake {
            errors.at(&arg.key, format!("`host` {reason}; expected `{expected}`"));
            return None;
        }
        let before = errors.count();
        let tokens = without_a_third(tokens, errors);
        let (mut stage, mut production) = (Given::Missing, Given::Missing);
        for arg in Arg::parse_list(tokens, &KEYS, errors) {
            if arg.key == "stage" {
                stage = arg.string(|_| None, "stage = \"https://…\"", errors);
            } else {
                production = arg.string(|_| None, "production = \"https://…\"", errors);
            }
        }
        if errors.count() == before && (stage.is_missing() || production.is_missing()) {
            let text = |host: &Given<LitStr>| host.value().map_or(ANY.to_owned(), LitStr::value);
            let expected = pair(&text(&stage), &text(&production));
            errors.at(
                &arg.key,
                format!("`host` needs both hosts; expected `{expected}`"),
            );
        }
        match (stage, production) {
            (Given::Value(stage), Given::Value(production)) => Some(Self { stage, production }),
            _ => None,
        }
    }
}

fn pair(stage: &str, production: &str) -> String {
    format!("host(stage = {stage:?}, production = {production:?})")
}

/// The pair of hosts without keys: in the order of the keys, unless their names tell another.
fn in_order(first: &str, second: &str) -> String {
    const OF_TESTS: &[&str] = &["stag", "test", "sandbox", "uat", "dev"];
    let is_for_tests = |host: &str| OF_TESTS.iter().any(|part| host.contains(part));
    if is_for_tests(second) || (second == ANY && !is_for_tests(first)) {
        pair(second, first)
    } else {
        pair(first, second)
    }
}

/// What is wrong with a list in which hosts have no keys, and the list that was meant.
fn nameless(tokens: &TokenStream) -> Option<(&'static str, String)> {
    let mut inner = tokens.clone().into_iter();
    if let (Some(TokenTree::Group(group)), None) = (inner.next(), inner.next()) {
        return nameless(&group.stream());
    }
    let (mut bare, mut stage, mut production) = (Vec::new(), None, None);
    for piece in split_at_commas(tokens.clone()) {
        let host = piece.last().cloned().map(TokenStream::from);
        let host = host.and_then(|host| syn::parse2::<LitStr>(host).ok());
        let host = host.map(|host| host.value());
        match (piece.first(), host) {
            (Some(TokenTree::Literal(_)), Some(host)) => bare.push(host),
            (Some(TokenTree::Ident(key)), host) if key == "stage" => stage = host,
            (Some(TokenTree::Ident(key)), host) if key == "production" => production = host,
            _ => return None,
        }
    }
    let nameless = "does not say which host is for which environment";
    match (bare.as_slice(), stage, production) {
        ([], ..) => None,
        ([first, second], None, None) => Some((nameless, in_order(first, second))),
        ([only], None, None) => Some((
            "is one host, but the two environments have one each",
            in_order(only, ANY),
        )),
        ([other], Some(stage), None) => Some((nameless, pair(&stage, other))),
        ([other], None, Some(production)) => Some((nameless, pair(other, &production))),
        _ => Some((
            "has more than two hosts, but there are two environments",
            pair(ANY, ANY),
        )),
    }
}

/// Reports a host beside those of both environments, and leaves it out.
fn without_a_third(tokens: TokenStream, errors: &mut Errors) -> TokenStream {
    let pieces = split_at_commas(tokens.clone());
    let has = |key: &str| {
        let first = |piece: &Vec<TokenTree>| matches!(piece.first(), Some(TokenTree::Ident(word)) if word == key);
        pieces.iter().any(first)
    };
    if !KEYS.own.iter().all(|key| has(key)) {
        return tokens;
    }
    let mut rest = TokenStream::new();
    for piece in pieces {
        match piece.first() {
            Some(TokenTree::Ident(key)) if !KEYS.own.iter().any(|own| key == own) => {
                let last = piece.last().cloned().map(TokenStream::from);
                let url = last.and_then(|last| syn::parse2::<LitStr>(last).ok());
                let url = url.map_or(ANY.to_owned(), |url| url.value());
                errors.at(key, format!("`{key}` is a third host, but there are two environments, `stage` and `production`; expected these alone, and `Environment::custom({url:?})` in a program whose calls all go there"));
            }
            _ => {
                rest.extend(piece);
                rest.extend([TokenTree::from(proc_macro2::Punct::new(
                    ',',
                    proc_macro2::Spacing::Alone,
                ))]);
            }
        }
    }
    rest
}
