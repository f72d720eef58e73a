//! The value of a key that may be missing or wrong.

/// What an attribute says under one key.
///
/// A wrong value is reported where it is read. Whoever needs the value therefore
/// has to tell a wrong one from a missing one: only the latter is still to be
/// reported, and only the latter has a default.
#[derive(Clone, Copy, Default)]
pub(crate) enum Given<T> {
    /// The attribute does not have the key.
    #[default]
    Missing,
    /// The attribute has the key, and its value was reported as a mistake.
    Unusable,
    /// The value.
    Value(T),
}

impl<T> Given<T> {
    pub(crate) fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Missing | Self::Unusable => None,
        }
    }

    /// This value, or another one where it is missing.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.is_missing() { other } else { self }
    }

    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Reads the value further with a function that reports what it refuses.
    pub(crate) fn and_then<U>(&self, read: impl FnOnce(&T) -> Option<U>) -> Given<U> {
        match self {
            Self::Missing => Given::Missing,
            Self::Unusable => Given::Unusable,
            Self::Value(value) => read(value).map_or(Given::Unusable, Given::Value),
        }
    }
}
