//! Every mistake of a declaration, collected so that one compile reports all.

use std::cell::Cell;
use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

#[derive(Default)]
pub(crate) struct Errors {
    found: Vec<syn::Error>,
    /// Whether rustc has reported a mistake that is not reported here.
    is_left_to_rustc: bool,
    /// Whether a type of the fallback reports the first mistake.
    is_first_taken: Cell<bool>,
}

impl Errors {
    /// Reports a mistake at the tokens that are wrong.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.found.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds what the parser says of an item that it cannot read.
    pub(crate) fn unreadable(&mut self, reason: &syn::Error) {
        let message = format!("the macro cannot read this item of the trait: {reason}");
        self.found.push(syn::Error::new(reason.span(), message));
    }

    /// Notes a mistake that rustc has reported before the macro was called.
    pub(crate) fn leave_to_rustc(&mut self) {
        self.is_left_to_rustc = true;
    }

    /// Adds the mistakes that were collected apart.
    pub(crate) fn append(&mut self, others: Self) {
        self.found.extend(others.found);
        self.is_left_to_rustc |= others.is_left_to_rustc;
    }

    /// Whether there is no mistake, reported here or by rustc.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty() && !self.is_left_to_rustc
    }

    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    /// Forgets what was found after so many mistakes.
    pub(crate) fn keep_first(&mut self, count: usize) {
        self.found.truncate(count);
    }

    /// The first mistake, as what makes rustc report it. Whoever takes it writes it down.
    pub(crate) fn take_first(&self) -> Option<TokenStream> {
        self.is_first_taken.set(true);
        self.found.first().map(syn::Error::to_compile_error)
    }

    /// What makes rustc report the mistakes that nobody has taken.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.found
            .iter()
            .skip(usize::from(self.is_first_taken.get()))
            .map(syn::Error::to_compile_error)
            .collect()
    }
}

/// `; did you mean …?` when a word that is valid here is near the one found.
pub(crate) fn did_you_mean(found: &str, valid: &[&str]) -> String {
    nearest(found, valid).map_or_else(String::new, |word| format!("; did you mean `{word}`?"))
}

/// The word among those that are valid which may have been meant: a near one, or else the
/// only one that begins so.
pub(crate) fn nearest<'a>(found: &str, valid: &[&'a str]) -> Option<&'a str> {
    let found = found.to_lowercase();
    valid
        .iter()
        .map(|word| {
            (
                strsim::damerau_levenshtein(&found, &word.to_lowercase()),
                word,
            )
        })
        .filter(|(distance, word)| *distance <= (word.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| *word)
        .or_else(|| only_one_that_begins_with(&found, valid))
}

fn only_one_that_begins_with<'a>(found: &str, valid: &[&'a str]) -> Option<&'a str> {
    let mut beginning = valid
        .iter()
        .filter(|word| found.len() > 1 && word.to_lowercase().starts_with(found));
    let first = beginning.next();
    first.filter(|_| beginning.next().is_none()).copied()
}

/// `a`, `b` or `c`, each quoted.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}
