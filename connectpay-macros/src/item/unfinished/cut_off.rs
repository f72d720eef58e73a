//! Whether something ends before it is whole, so that no compiler can read it.

use proc_macro2::TokenTree;

/// The words after which a type goes on.
const WORDS_BEFORE_MORE: &[&str] = &["as", "const", "dyn", "fn", "for", "impl", "mut", "where"];

/// Whether a type ends before it is whole: there is nothing of it, its angle brackets are
/// open, or its last token asks for another.
pub(super) fn is_cut_off(ty: &[TokenTree]) -> bool {
    let mut open = 0_i32;
    let mut previous = ' ';
    for token in ty {
        let char = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match char {
            '<' => open += 1,
            '>' if previous != '-' => open -= 1,
            _ => {}
        }
        previous = char;
    }
    let asks_for_more = match ty {
        [] => true,
        [
            ..,
            TokenTree::Punct(amp),
            TokenTree::Punct(quote),
            TokenTree::Ident(_),
        ] if quote.as_char() == '\'' => amp.as_char() == '&',
        [.., TokenTree::Punct(last)] => "&:=,-<|'*".contains(last.as_char()),
        [.., TokenTree::Ident(last)] => WORDS_BEFORE_MORE.iter().any(|word| last == word),
        _ => false,
    };
    open != 0 || asks_for_more
}

/// Whether an argument ends before its type is whole, or has two words for its name, as in
/// `body user: &User`.
pub(super) fn is_argument_cut_off(argument: &[TokenTree]) -> bool {
    if let [TokenTree::Ident(first), TokenTree::Ident(_), ..] = argument {
        return !["mut", "ref"].iter().any(|word| first == word);
    }
    let is_colon = |at: usize| matches!(argument.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    let colon = (0..argument.len())
        .find(|&at| is_colon(at) && !is_colon(at + 1) && !at.checked_sub(1).is_some_and(is_colon));
    colon.is_none_or(|at| is_cut_off(argument.get(at + 1..).unwrap_or_default()))
}
