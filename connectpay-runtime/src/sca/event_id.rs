//! The identifier of a challenge.

use std::borrow::Cow;
use std::fmt;

use crate::request::{PathValue, check_segment};

/// An identifier has about 36 characters. A larger one would have every request refused.
const MAX_LENGTH: usize = 256;

/// The `authorisationEventId` of a challenge, as an argument for the endpoints that
/// send its code and verify it. Like every argument, it is not shown by `Debug`.
///
/// It fits into a segment of a path: it is not empty, has at most 256 bytes, and has no
/// control character, no dot segment and none of `/`, `\`, `;`, `?` and `#`. An answer
/// with another one cannot be read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EventId(String);

impl EventId {
    /// An identifier that was read before it was sealed.
    #[cfg(feature = "sealed")]
    pub(super) fn new(id: String) -> Self {
        Self(id)
    }

    /// Takes an identifier of an answer, or says why no endpoint could take it. It goes
    /// into a path, where it must be one segment to every server.
    pub(super) fn read(id: String) -> Result<Self, &'static str> {
        if id.len() > MAX_LENGTH {
            return Err("is longer than 256 bytes");
        }
        check_segment(&id)?;
        Ok(Self(id))
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
