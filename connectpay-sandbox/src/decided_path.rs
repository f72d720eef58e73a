//! Paths that have both words, of which one decides.

use crate::path_template::fits;
use crate::scheme::Scheme;

/// A path of which it was said which word decides.
#[derive(Clone, Debug)]
pub(crate) struct DecidedPath {
    template: String,
    scheme: Scheme,
}

impl DecidedPath {
    /// Notes which word decides the paths that fit a template.
    ///
    /// # Panics
    ///
    /// Panics if the first of the words in the template is another.
    pub(crate) fn new(template: String, segment: &str) -> Self {
        let scheme = template.split('/').find_map(Scheme::of_segment);
        let named = Scheme::of_segment(segment);
        match scheme.filter(|_| scheme == named) {
            Some(scheme) => Self { template, scheme },
            None => panic!(
                "`{segment}` is not the first of the segments `partner` and `client` in \
                 {template:?}; expected the one that `decided_by` of the endpoint names"
            ),
        }
    }

    /// The scheme of a path, if it fits the template.
    pub(crate) fn scheme_of(&self, path: &str) -> Option<Scheme> {
        fits(&self.template, path).then_some(self.scheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_decides_the_paths_that_fit() {
        let decided = DecidedPath::new("/a/{tenant}/client/partner/{id}".to_owned(), "client");
        let scheme = decided.scheme_of("/a/x/client/partner/1");
        assert_eq!(scheme, Some(Scheme::User));
        for other in ["/a/x/partner/client/1", "/a/x/client/partner", "/"] {
            assert_eq!(decided.scheme_of(other), None, "{other}");
        }
    }

    #[test]
    #[should_panic(expected = "`partner` is not the first")]
    fn the_second_word_cannot_decide() {
        let _ = DecidedPath::new("/a/client/partner/{id}".to_owned(), "partner");
    }
}
