//! The methods of HTTP (RFC 9110, section 9; RFC 5789 for PATCH).

use crate::errors::nearest;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct HttpMethod {
    /// The word in the attribute, which is the method's name.
    word: &'static str,
    /// The variant of the runtime's `Verb`.
    variant: &'static str,
    is_safe: bool,
}

impl HttpMethod {
    pub(crate) const GET: Self = Self::new("GET", "Get").safe();
    pub(crate) const POST: Self = Self::new("POST", "Post");

    pub(crate) const HEAD: Self = Self::new("HEAD", "Head").safe();

    /// Every method that an endpoint can have, in the order in which messages list them.
    const ALL: &[Self] = &[
        Self::GET,
        Self::POST,
        Self::new("PUT", "Put"),
        Self::new("PATCH", "Patch"),
        Self::new("DELETE", "Delete"),
        Self::HEAD,
    ];

    const fn new(word: &'static str, variant: &'static str) -> Self {
        Self {
            word,
            variant,
            is_safe: false,
        }
    }

    const fn safe(self) -> Self {
        Self {
            is_safe: true,
            ..self
        }
    }

    pub(crate) fn words() -> Vec<&'static str> {
        Self::ALL.iter().map(|method| method.word).collect()
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|method| method.word == word).copied()
    }

    /// The method that an author may have meant by another word.
    pub(crate) fn meant_by(word: &str) -> Option<Self> {
        nearest(word, &Self::words()).and_then(Self::from_word)
    }

    pub(crate) fn word_meant_by(word: &str) -> Option<&'static str> {
        Self::meant_by(word).map(Self::word)
    }

    pub(crate) fn word(self) -> &'static str {
        self.word
    }

    /// The name of the variant of the runtime's `Verb`.
    pub(crate) fn variant(self) -> &'static str {
        self.variant
    }

    /// Whether the method is safe (RFC 9110, 9.2.1), as GET and HEAD are. Such a request
    /// is idempotent and has no content here.
    pub(crate) fn is_safe(self) -> bool {
        self.is_safe
    }
}
