//! Words by which attributes are known. For rustc a word with `r#` in front of it is the
//! same one: it removes a method under `#[r#cfg(any())]` too.

use syn::{Ident, Path};

/// Whether an identifier is this word.
pub(crate) fn is(ident: &Ident, word: &str) -> bool {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text) == word
}

/// Whether a path is this word alone.
pub(crate) fn is_alone(path: &Path, word: &str) -> bool {
    path.get_ident().is_some_and(|ident| is(ident, word))
}

/// Whether the last segment of a path is this word.
pub(crate) fn is_last(path: &Path, word: &str) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| is(&last.ident, word))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_raw_word_is_the_same_word() {
        assert!(is_alone(&parse_quote! { cfg }, "cfg"));
        assert!(is_alone(&parse_quote! { r#cfg }, "cfg"));
        assert!(is_last(
            &parse_quote! { connectpay::r#endpoint },
            "endpoint"
        ));
    }

    #[test]
    fn another_word_and_a_longer_path_are_not() {
        assert!(!is_alone(&parse_quote! { r#cfg_attr }, "cfg"));
        assert!(!is_alone(&parse_quote! { a::cfg }, "cfg"));
        assert!(!is_last(&parse_quote! { endpoint::other }, "endpoint"));
    }
}
