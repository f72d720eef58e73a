//! `#[mockall::automock]` above the macros: it copies their attributes to all that it makes
//! of the trait. That is one mistake, reported at the mock.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Token, token};

/// The keyword of the mock, if an item is the mock. `mockall` wrote it, so it stands where
/// `#[mockall::automock]` does.
pub(super) fn mock(item: &TokenStream) -> Option<Ident> {
    let mut tokens = item.clone().into_iter();
    let keyword = tokens.find_map(|token| match token {
        TokenTree::Ident(word) if word == "struct" => Some(word),
        _ => None,
    });
    let is_name = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word.to_string().starts_with("Mock"));
    let is_named = tokens.next().is_some_and(is_name);
    // A second struct holds the expectations of the first.
    keyword.filter(|_| is_named && has_name(item.clone(), names_expectations))
}

pub(crate) fn is_mock(item: &TokenStream) -> bool {
    mock(item).is_some()
}

/// Whether a method is the mock's own, which asks its expectations:
/// `{ self.Users_expectations.name.call() }`.
pub(super) fn is_method_of_a_mock(body: &TokenTree) -> bool {
    let TokenTree::Group(body) = body else {
        return false;
    };
    let words: Vec<String> = body.stream().into_iter().map(|it| it.to_string()).collect();
    matches!(words.as_slice(), [this, dot, field, ..] if this == "self" && dot == "." && names_expectations(field))
}

fn names_expectations(word: &str) -> bool {
    word.ends_with("_expectations")
}

/// Whether an item is another part of what is made of the trait, by the names that are made
/// for it.
pub(crate) fn is_part_of_a_mock(item: &TokenStream) -> bool {
    if is_mock(item) {
        return false;
    }
    let is_mocks = item.clone().into_iter().any(
        |token| matches!(token, TokenTree::Ident(word) if word.to_string().starts_with("Mock")),
    );
    is_expression(item)
        || has_name(item.clone(), |word| {
            let is_made_of_two = word.starts_with("Mock") && word.contains('_');
            word.starts_with("__mock_") || is_made_of_two
        })
        || (is_mocks && has_name(item.clone(), names_expectations))
}

/// Whether something is what is made of a method: a module, or an expression, on which rustc
/// lets no attribute macro stand.
pub(crate) fn is_made_of_a_method(item: &TokenStream) -> bool {
    let is_made = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word.to_string().starts_with("__"));
    let is_module = item.clone().into_iter().any(is_made) && has_word(item, "mod");
    is_expression(item) || (is_module && has_name(item.clone(), |word| word == "mockall"))
}

fn has_word(item: &TokenStream, word: &str) -> bool {
    let is_word = |token: TokenTree| matches!(token, TokenTree::Ident(found) if found == word);
    item.clone().into_iter().any(is_word)
}

fn is_expression(item: &TokenStream) -> bool {
    let begins = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        let is_expression = input.peek(token::Brace) || input.peek(Token![self]);
        input.parse::<TokenStream>()?;
        Ok(is_expression)
    };
    begins.parse2(item.clone()).unwrap_or(false)
}

fn has_name(tokens: TokenStream, is_name: impl Fn(&str) -> bool + Copy) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => is_name(&word.to_string()),
        TokenTree::Group(group) => has_name(group.stream(), is_name),
        _ => false,
    })
}
