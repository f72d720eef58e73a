//! An exported attribute. Its type matters, but not who owns its text.

use std::collections::BTreeMap;

use opentelemetry::{KeyValue, Value};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exported {
    Int(i64),
    Text(String),
}

impl From<i64> for Exported {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for Exported {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

pub(crate) type Attributes = BTreeMap<String, Exported>;

/// The attributes by name, each of which must occur once.
pub(crate) fn attributes<'a>(exported: impl IntoIterator<Item = &'a KeyValue>) -> Attributes {
    let mut found = Attributes::new();
    for attribute in exported {
        let name = attribute.key.as_str().to_owned();
        let value = match &attribute.value {
            Value::I64(number) => Exported::Int(*number),
            Value::String(text) => text.as_str().into(),
            other => panic!("{name} is of a type that no attribute here has: {other:?}"),
        };
        let earlier = found.insert(name.clone(), value);
        assert_eq!(earlier, None, "{name} is there twice");
    }
    found
}

/// Attributes that are expected.
pub(crate) fn expected<const N: usize>(pairs: [(&str, Exported); N]) -> Attributes {
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}
