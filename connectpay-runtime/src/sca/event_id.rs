//! The identifier of a challenge.

use std::borrow::Cow;
use std::fmt;

use crate::request::PathValue;

/// The `authorisationEventId` of a challenge, as an argument for the endpoints that
/// send its code and verify it. Like every argument, it is not shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EventId(String);

impl EventId {
    pub(super) fn new(id: String) -> Self {
        Self(id)
    }

    /// The identifier as ConnectPay gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PathValue for EventId {
    fn path_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl serde::Serialize for EventId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventId").finish_non_exhaustive()
    }
}
