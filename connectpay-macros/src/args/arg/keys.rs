//! The keys of an attribute, and the words that authors bring from elsewhere.

use super::Arg;
use crate::errors::{did_you_mean, nearest, one_of};
use crate::tokens::source_text;

/// The keys of an attribute.
pub(in crate::args) struct Keys {
    pub(in crate::args) own: &'static [&'static str],
    pub(in crate::args) foreign: &'static [Foreign],
}

/// Words for something that has another word here, or another place.
#[derive(Clone, Copy)]
pub(in crate::args) struct Foreign {
    pub(in crate::args) words: &'static [&'static str],
    /// The key that was meant, which then does not count as missing.
    pub(in crate::args) meant: Option<&'static str>,
    /// The rest of the sentence "expected …". In `«…»` is what stands for a string that
    /// the author gave with the word.
    pub(in crate::args) expected: &'static str,
}

/// What belongs to a call and not to a declaration.
pub(in crate::args) const OF_A_CALL: [Foreign; 2] = [
    Foreign {
        words: &["timeout", "attempt_timeout", "deadline"],
        meant: None,
        expected: "`.timeout(…)` on a call, or on the `ClientBuilder` for all calls",
    },
    Foreign {
        words: &["retry", "retries", "max_retries"],
        meant: None,
        expected: "`.retry(…)` on a call, or on the `ClientBuilder` for all calls; `idempotent` and `once` of `#[endpoint(…)]` say whether a request may be sent again",
    },
];

/// What authors call the credentials.
pub(in crate::args) const CREDENTIALS: Foreign = Foreign {
    words: &["scheme", "security", "credentials", "caller"],
    meant: Some("auth"),
    expected: "`auth = partner` or `auth = user`",
};

impl Keys {
    pub(super) fn has(&self, word: &str) -> bool {
        self.own.contains(&word)
    }

    /// The key that a word is, or that it is known to stand for.
    pub(in crate::args) fn meant_by(&self, word: &str) -> Option<&'static str> {
        let own = self.own.iter().find(|own| **own == word).copied();
        let mut foreign = self.foreign.iter();
        own.or_else(|| foreign.find(|it| it.words.contains(&word))?.meant)
    }

    /// What is wrong with a key that is not one of these, and the key that was meant.
    pub(super) fn refusal(&self, arg: &Arg) -> (String, Option<&'static str>) {
        let key = arg.key.to_string();
        let key = key.as_str();
        let found = source_text(&arg.written);
        let mut foreign = self.foreign.iter();
        if let Some(foreign) = foreign.find(|foreign| foreign.words.contains(&key)) {
            let expected = with_value(foreign.expected, arg.value.as_string());
            let message = format!("unknown key `{found}`; expected {expected}");
            return (message, foreign.meant);
        }
        let hint = did_you_mean(key, self.own);
        let message = format!("unknown key `{found}`; expected {}{hint}", one_of(self.own));
        (message, nearest(key, self.own))
    }
}

/// What was expected, with the author's string where one stands.
fn with_value(expected: &str, value: Option<String>) -> String {
    let parts = expected.split_once('«').and_then(|(before, rest)| {
        let (example, after) = rest.split_once('»')?;
        Some((before, example, after))
    });
    let Some((before, example, after)) = parts else {
        return expected.to_owned();
    };
    let value = value.unwrap_or_else(|| example.to_owned());
    format!("{before}{value:?}{after}")
}
