//! The members of an answer that speak of strong customer authentication, wherever they are.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::vocabulary::{ConnectPay, Words};

/// Goes through the whole answer.
pub(super) fn search(body: &[u8], words: Words) -> serde_json::Result<Found> {
    let mut found = Found::default();
    if body.is_empty() {
        return Ok(found);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let walk = Walk {
        words,
        is_top: true,
        found: &mut found,
    };
    walk.deserialize(&mut json)?;
    json.end()?;
    Ok(found)
}

/// What was found under the names of a vocabulary, and under ConnectPay's own names if the
/// vocabulary has others.
#[derive(Default)]
pub(super) struct Found {
    pub(super) challenge_status: Member,
    pub(super) event_id: Member,
    pub(super) sca_status: Member,
    /// Under ConnectPay's own names: a challenge, and that one was met.
    pub(super) other_challenge: Member,
    pub(super) other_sca_status: Member,
    /// A challenge is spoken of deeper in the answer, or twice in the same word.
    pub(super) is_misplaced: bool,
    /// The same of the word that says that a challenge was met.
    pub(super) is_status_misplaced: bool,
    /// That word says, somewhere, that a challenge is not met.
    pub(super) is_unmet: bool,
}

#[derive(Default)]
pub(super) enum Member {
    /// It is missing, or `null`, which some servers write for a missing value.
    #[default]
    Absent,
    Text(String),
    Other,
}

impl Member {
    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is one of these words.
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        matches!(self, Self::Text(text) if words.contains(&text.as_str()))
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Self::Absent,
            serde_json::Value::String(text) => Self::Text(text),
            _ => Self::Other,
        })
    }
}

/// Searches a value of any form.
struct Walk<'a> {
    words: Words,
    is_top: bool,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn below(&mut self) -> Walk<'_> {
        Walk {
            words: self.words,
            is_top: false,
            found: self.found,
        }
    }

    /// Which of the wanted members this is, and whether it says that a challenge was met.
    fn member(&mut self, key: &str) -> Option<(&mut Member, bool)> {
        let is = |name: &str| is_spelling_of(name, key);
        let (words, found) = (self.words, &mut *self.found);
        // The names of the vocabulary come first, since it may use ConnectPay's for
        // another member.
        if is(words.challenge_status) {
            Some((&mut found.challenge_status, false))
        } else if is(words.event_id) {
            Some((&mut found.event_id, false))
        } else if words.sca_status.is_some_and(is) {
            Some((&mut found.sca_status, true))
        } else if is(CONNECTPAY.challenge_status) || is(CONNECTPAY.event_id) {
            Some((&mut found.other_challenge, false))
        } else if CONNECTPAY.sca_status.is_some_and(is) {
            Some((&mut found.other_sca_status, true))
        } else {
            None
        }
    }
}

/// Whether a key is a name in some spelling: in other cases, with or without hyphens,
/// underscores and spaces, with `z` for `s`. ConnectPay's own pages differ so.
fn is_spelling_of(name: &str, key: &str) -> bool {
    letters(name).eq(letters(key))
}

fn letters(text: &str) -> impl Iterator<Item = u8> {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|byte| match byte.to_ascii_lowercase() {
        b'z' => b's',
        other => other,
    })
}

const CONNECTPAY: Words = Words::of::<ConnectPay>();

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (is_top, finalised) = (self.is_top, self.words.finalised);
        while let Some(key) = map.next_key::<Key<'_>>()? {
            let Some((member, is_status)) = self.member(&key.0) else {
                map.next_value_seed(self.below())?;
                continue;
            };
            let value: Member = map.next_value()?;
            let is_unmet = is_status && !value.is_absent() && !value.is_one_of(finalised);
            if is_top && member.is_absent() {
                *member = value;
            } else if !value.is_absent() {
                let misplaced = if is_status {
                    &mut self.found.is_status_misplaced
                } else {
                    &mut self.found.is_misplaced
                };
                *misplaced = true;
            }
            self.found.is_unmet |= is_unmet;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self.below())?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A member's name, copied only if it has escapes.
struct Key<'a>(Cow<'a, str>);

/// Not derived: with its feature `arbitrary_precision`, which any crate of a program may
/// switch on, `serde_json` gives a number as a map whose key is a string and no newtype.
impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{BorrowedStrDeserializer, Error};

    use super::*;

    /// How `serde_json` gives the key of a number with `arbitrary_precision`.
    #[test]
    fn a_name_may_come_from_a_deserializer_that_knows_strings_alone() {
        let name: BorrowedStrDeserializer<'_, Error> = BorrowedStrDeserializer::new("amount");
        assert_eq!(Key::deserialize(name).unwrap().0, "amount");
    }
}
