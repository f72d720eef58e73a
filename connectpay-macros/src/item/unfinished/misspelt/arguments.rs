//! Arguments with a marker in another form than `#[…]`, with a default, behind a semicolon, or
//! behind a receiver without a comma.

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};

/// The arguments as they were meant, if one of them is written in such a way.
pub(in super::super) fn arguments(written: &TokenStream) -> Option<TokenStream> {
    let mut is_misspelt = written.clone().into_iter().any(|it| is_punct(&it, ';'));
    let mut meant = TokenStream::new();
    for argument in split_outside_angles(written.clone()) {
        let (argument, marker) = without_marker(argument);
        let (argument, default) = without_default(argument);
        let receiver = length_of_receiver(&argument);
        is_misspelt |= marker || default || receiver.is_some();
        let at = receiver.unwrap_or(argument.len());
        for part in [argument.get(..at), argument.get(at..)]
            .into_iter()
            .flatten()
        {
            if !part.is_empty() {
                meant.extend(part.iter().cloned());
                meant.extend([TokenTree::Punct(Punct::new(',', Spacing::Alone))]);
            }
        }
    }
    is_misspelt.then_some(meant)
}

/// Without `@body`, `#body`, `[body]` or `(body)` in front, and whether that was there.
fn without_marker(mut argument: Vec<TokenTree>) -> (Vec<TokenTree>, bool) {
    let is_word = |at: usize| matches!(argument.get(at), Some(TokenTree::Ident(_)));
    let is_group = |at: usize| matches!(argument.get(at), Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None);
    let has_sign =
        matches!(argument.first(), Some(TokenTree::Punct(sign)) if "@#".contains(sign.as_char()));
    let length = match argument.first() {
        Some(TokenTree::Punct(_)) if has_sign && is_word(1) => 2 + usize::from(is_group(2)),
        Some(TokenTree::Group(_)) if is_group(0) => 1,
        _ => return (argument, false),
    };
    if !is_word(length) {
        return (argument, false);
    }
    argument.drain(..length);
    (argument, true)
}

/// Without `= …` at the end, and whether that was there.
fn without_default(mut argument: Vec<TokenTree>) -> (Vec<TokenTree>, bool) {
    let mut angles = Angles::default();
    let at = argument
        .iter()
        .position(|token| angles.are_closed_at(token) && is_punct(token, '='));
    let Some(at) = at else {
        return (argument, false);
    };
    argument.truncate(at);
    (argument, true)
}

/// How long the receiver is, if something else than its type follows.
fn length_of_receiver(argument: &[TokenTree]) -> Option<usize> {
    let is_self = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "self");
    let at = argument.iter().position(is_self)?;
    let is_before = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        token => is_punct(token, '&') || is_punct(token, '\''),
    };
    let next = argument.get(at + 1)?;
    let is_receiver = argument.get(..at)?.iter().all(is_before);
    (is_receiver && !is_punct(next, ':')).then_some(at + 1)
}

/// The pieces between the commas that are not in angle brackets, or semicolons.
fn split_outside_angles(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    let mut angles = Angles::default();
    for token in tokens {
        let is_separator = is_punct(&token, ',') || is_punct(&token, ';');
        if angles.are_closed_at(&token) && is_separator {
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces
}

/// How many angle brackets are open.
#[derive(Default)]
struct Angles {
    open: usize,
    is_arrow: bool,
}

impl Angles {
    /// Whether all are closed where this token, the next one, stands.
    fn are_closed_at(&mut self, token: &TokenTree) -> bool {
        if is_punct(token, '<') {
            self.open += 1;
        } else if is_punct(token, '>') && !self.is_arrow {
            self.open = self.open.saturating_sub(1);
        }
        self.is_arrow = is_punct(token, '-');
        self.open == 0
    }
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}
