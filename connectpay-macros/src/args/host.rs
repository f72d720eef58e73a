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
        // Neither key is certain, and one of them takes the credentials of production.
        Foreign {
            words: &[
                "preprod",
                "pre_prod",
                "preproduction",
                "pre_production",
                "nonprod",
                "non_prod",
                "nonproduction",
                "non_production",
                "uat",
                "dev",
                "development",
                "demo",
                "qa",
                "integration",
            ],
            meant: None,
            expected: "`stage` or `production`, the environments that ConnectPay has; a host for neither goes into `Environment::custom(…)` in the program that is to call it",
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

/// What is wrong with a list in which hosts have no keys, and the list that was meant.
///
/// Neither the order nor the name of a host tells its environment, and a host in the wrong
/// place would get the other's credentials. So the list has only what the author has named.
fn nameless(tokens: &TokenStream) -> Option<(&'static str, String)> {
    let mut inner = tokens.clone().into_iter();
    if let (Some(TokenTree::Group(group)), None) = (inner.next(), inner.next()) {
        return nameless(&group.stream());
    }
    let pieces: Vec<Piece> = split_at_commas(tokens.clone())
        .iter()
        .map(|piece| Piece::read(piece))
        .collect();
    let named = |key: &str| {
        let mut hosts = pieces.iter().filter_map(|piece| match piece {
            Piece::Named { key: own, host, .. } if *own == Some(key) => Some(host.as_str()),
            _ => None,
        });
        let first = hosts.next().filter(|_| hosts.next().is_none());
        first.unwrap_or(ANY)
    };
    let expected = pair(named("stage"), named("production"));
    let bare = pieces.iter().any(|piece| matches!(piece, Piece::Bare));
    let is_quoted = |piece: &Piece| matches!(piece, Piece::Named { is_quoted, .. } if *is_quoted);
    let reason = match pieces.len() {
        _ if !bare && pieces.iter().any(is_quoted) => "has a key in quotes",
        _ if !bare => return None,
        1 => {
            "is one host, but the two environments have one each, and only its author knows which one this is"
        }
        2 => "does not say which host is for which environment, which only its author knows",
        _ => "has more than two hosts, but there are two environments",
    };
    Some((reason, expected))
}

/// What stands between two commas.
enum Piece {
    /// A literal without a key.
    Bare,
    Named {
        /// The key that the author has written, or has meant.
        key: Option<&'static str>,
        is_quoted: bool,
        host: String,
    },
    Other,
}

impl Piece {
    fn read(tokens: &[TokenTree]) -> Self {
        let (word, is_quoted) = match tokens {
            [TokenTree::Ident(word), ..] => (word.to_string(), false),
            [
                TokenTree::Literal(_),
                TokenTree::Punct(equals),
                TokenTree::Literal(_),
            ] if equals.as_char() == '=' => {
                (tokens.first().and_then(string).unwrap_or_default(), true)
            }
            [TokenTree::Literal(_), ..] => return Self::Bare,
            _ => return Self::Other,
        };
        let Some(host) = tokens.last().and_then(string) else {
            return Self::Other;
        };
        Self::Named {
            key: KEYS.meant_by(&word),
            is_quoted,
            host,
        }
    }
}

fn string(token: &TokenTree) -> Option<String> {
    let literal = syn::parse2::<LitStr>(token.clone().into()).ok()?;
    Some(literal.value())
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
                let url = piece.last().and_then(string);
                let url = url.unwrap_or_else(|| ANY.to_owned());
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
