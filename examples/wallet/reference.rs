//! The reference that the wallet gives a payment.

use std::fmt;

use serde::Deserialize;
use uuid::Uuid;

/// Drawn with the form of a payment, so that the form has the same reference however
/// often the browser sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Reference(Uuid);

impl Reference {
    pub fn new() -> Self {
        Self(Uuid::new_v4())
    }
}

impl TryFrom<String> for Reference {
    type Error = uuid::Error;

    /// Whatever else a browser sends never gets into a page or to the bank.
    fn try_from(text: String) -> Result<Self, uuid::Error> {
        Uuid::try_parse(&text).map(Self)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
