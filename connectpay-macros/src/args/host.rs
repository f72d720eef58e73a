//! The list in `#[api(host(…))]`.

use syn::LitStr;

use super::Given;
use super::arg::{Arg, Foreign, Keys, Value};
use crate::errors::Errors;

const KEYS: Keys = Keys {
    own: &["stage", "production"],
    foreign: &[
        Foreign {
            words: &["live"],
            meant: Some("production"),
            expected: "`production = \"https://…\"`",
        },
        Foreign {
            words: &["test", "staging", "sandbox"],
            meant: Some("stage"),
            expected: "`stage = \"https://…\"`",
        },
    ],
};
const EXAMPLE: &str = "host(stage = \"https://…\", production = \"https://…\")";

/// What `host(…)` says.
pub(crate) struct HostArgs {
    pub(crate) stage: LitStr,
    pub(crate) production: LitStr,
}

impl HostArgs {
    pub(super) fn parse(arg: Arg, errors: &mut Errors) -> Option<Self> {
        let tokens = match arg.value {
            Value::List(tokens) => tokens,
            Value::Unreadable => return None,
            Value::None | Value::Equals(_) => {
                errors.at(
                    &arg.key,
                    format!("`host` is not a list of two hosts; expected `{EXAMPLE}`"),
                );
                return None;
            }
        };
        let before = errors.count();
        let (mut stage, mut production) = (Given::Missing, Given::Missing);
        for arg in Arg::parse_list(tokens, &KEYS, errors) {
            if arg.key == "stage" {
                stage = arg.string(|_| None, "stage = \"https://…\"", errors);
            } else {
                production = arg.string(|_| None, "production = \"https://…\"", errors);
            }
        }
        if let (Given::Value(stage), Given::Value(production)) = (stage, production) {
            return Some(Self { stage, production });
        }
        if errors.count() == before {
            errors.at(
                &arg.key,
                format!("`host` needs both hosts; expected `{EXAMPLE}`"),
            );
        }
        None
    }
}
