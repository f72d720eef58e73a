//! What an answer says about strong customer authentication, whatever else it says.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::event_id::EventId;
use super::vocabulary::Words;

/// Why an answer that mentions a challenge is neither a clear challenge nor a value.
#[derive(Debug)]
pub(super) enum Unclear {
    /// It is not JSON, or is nested too deeply to be searched.
    Unreadable(serde_json::Error),
    /// The status is not a known word.
    UnknownStatus,
    /// It asks for a challenge that has no identifier.
    NoEventId,
    /// A member of the vocabulary is deeper in the answer, or occurs twice.
    Misplaced,
}

/// The challenge that an answer raises, if it raises one.
pub(super) fn challenge(body: &[u8], words: Words) -> Result<Option<EventId>, Unclear> {
    let found = search(body, words, false).map_err(Unclear::Unreadable)?;
    if found.is_misplaced {
        return Err(Unclear::Misplaced);
    }
    match (found.challenge_status, found.event_id) {
        (Member::Absent, Member::Absent) => Ok(None),
        (Member::Text(status), _) if !words.required.contains(&status.as_str()) => {
            Err(Unclear::UnknownStatus)
        }
        (Member::Other, _) => Err(Unclear::UnknownStatus),
        (_, Member::Text(id)) if !id.is_empty() => Ok(Some(EventId::new(id))),
        _ => Err(Unclear::NoEventId),
    }
}

/// Whether an answer says that the challenge was met.
pub(super) fn is_finalised(body: &[u8], words: Words) -> bool {
    if words.sca_status.is_none() {
        return true;
    }
    match search(body, words, true) {
        Ok(Found {
            sca_status: Member::Text(status),
            is_misplaced: false,
            ..
        }) => words.finalised.contains(&status.as_str()),
        _ => false,
    }
}

fn search(body: &[u8], words: Words, of_verification: bool) -> serde_json::Result<Found> {
    let mut found = Found::default();
    if body.is_empty() {
        return Ok(found);
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let walk = Walk {
        words,
        of_verification,
        is_top: true,
        found: &mut found,
    };
    walk.deserialize(&mut json)?;
    json.end()?;
    Ok(found)
}

#[derive(Default)]
struct Found {
    challenge_status: Member,
    event_id: Member,
    sca_status: Member,
    is_misplaced: bool,
}

#[derive(Default)]
enum Member {
    /// It is missing, or `null`, which some servers write for a missing value.
    #[default]
    Absent,
    Text(String),
    Other,
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
    of_verification: bool,
    is_top: bool,
    found: &'a mut Found,
}

impl Walk<'_> {
    fn below(&mut self) -> Walk<'_> {
        Walk {
            words: self.words,
            of_verification: self.of_verification,
            is_top: false,
            found: self.found,
        }
    }

    /// Which of the wanted members this is.
    fn member(&mut self, key: &str) -> Option<&mut Member> {
        let is = |name: &str| key.eq_ignore_ascii_case(name);
        if self.of_verification {
            let is_status = self.words.sca_status.is_some_and(is);
            is_status.then_some(&mut self.found.sca_status)
        } else if is(self.words.challenge_status) {
            Some(&mut self.found.challenge_status)
        } else if is(self.words.event_id) {
            Some(&mut self.found.event_id)
        } else {
            None
        }
    }
}

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
        let is_top = self.is_top;
        while let Some(key) = map.next_key::<Key<'_>>()? {
            let Some(member) = self.member(&key.0) else {
                map.next_value_seed(self.below())?;
                continue;
            };
            let value: Member = map.next_value()?;
            let is_first = matches!(member, Member::Absent);
            let is_there = !matches!(value, Member::Absent);
            if is_top && is_first {
                *member = value;
            } else if is_there {
                self.found.is_misplaced = true;
            }
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
