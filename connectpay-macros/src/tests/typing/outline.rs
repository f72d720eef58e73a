//! What users of a trait see of its expansion: the signatures and the implementors.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::is_word;

#[derive(Default)]
pub(super) struct Outline {
    /// The name, the arguments and the answer of each method that returns `Call`.
    pub(super) methods: BTreeSet<String>,
    /// The types for which the trait is implemented.
    pub(super) implementors: BTreeSet<String>,
    /// How many endpoints the trait's constant has.
    pub(super) operations: usize,
}

impl Outline {
    pub(super) fn of(expansion: TokenStream) -> Self {
        let mut outline = Self::default();
        let tokens: Vec<TokenTree> = expansion.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "trait" => {
                    outline.read_trait(&until_brace(&tokens[at..]).1);
                }
                TokenTree::Ident(word) if word == "const" => {
                    outline.operations += operations(until_semicolon(&tokens[at..]));
                }
                TokenTree::Ident(word) if word == "impl" => {
                    outline.read_impl(&until_brace(&tokens[at..]).0);
                }
                _ => {}
            }
        }
        outline
    }

    fn read_trait(&mut self, body: &[TokenTree]) {
        for (at, token) in body.iter().enumerate() {
            let (TokenTree::Ident(word), Some(TokenTree::Ident(name))) = (token, body.get(at + 1))
            else {
                continue;
            };
            if word == "fn" {
                let mut head = until_brace(&body[at + 2..]).0;
                // A method without a body ends before the next one's.
                let end = head.iter().position(|token| token.to_string() == ";");
                head.truncate(end.unwrap_or(head.len()));
                self.read_method(&name.to_string(), &head);
            }
        }
    }

    fn read_method(&mut self, name: &str, head: &[TokenTree]) {
        let arguments = head.iter().find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                Some(without_attributes(group.stream()))
            }
            _ => None,
        });
        let returned = head.iter().rposition(|token| is_word(token, "Call"));
        if let (Some(arguments), Some(returned)) = (arguments, returned) {
            let answer = head[returned + 1..].iter().cloned();
            let answer = answer.take_while(|token| !is_word(token, "where"));
            let answer: TokenStream = answer.collect();
            self.methods
                .insert(format!("{name} ({arguments}) {answer}"));
        }
    }

    fn read_impl(&mut self, head: &[TokenTree]) {
        let target = head.iter().rposition(|token| is_word(token, "for"));
        // The macro answers a call on the wrong caller by an impl that never holds.
        let never_holds = head.iter().any(|token| is_word(token, "where"));
        if let (Some(target), false) = (target, never_holds) {
            let target: TokenStream = head[target..].iter().cloned().collect();
            // The path of the runtime begins with `::` where no attribute is left to say it.
            let target = target.to_string().replace(":: connectpay", "connectpay");
            self.implementors.insert(target);
        }
    }
}

fn until_semicolon(tokens: &[TokenTree]) -> TokenStream {
    let is_semicolon = |token: &TokenTree| token.to_string() == ";";
    let tokens = tokens.iter().cloned();
    tokens.take_while(|token| !is_semicolon(token)).collect()
}

/// How many endpoints are made, also within brackets. The type alone makes none.
fn operations(tokens: TokenStream) -> usize {
    let mut made = 0;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_path = tokens.peek().is_some_and(|next| next.to_string() == ":");
        made += match token {
            TokenTree::Group(group) => operations(group.stream()),
            other => usize::from(is_path && is_word(&other, "Operation")),
        };
    }
    made
}

/// The tokens up to the next braces, and what is in these.
fn until_brace(tokens: &[TokenTree]) -> (Vec<TokenTree>, Vec<TokenTree>) {
    let mut before = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                return (before, group.stream().into_iter().collect());
            }
            other => before.push(other.clone()),
        }
    }
    (before, Vec::new())
}

fn without_attributes(tokens: TokenStream) -> TokenStream {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_hash = matches!(&token, TokenTree::Punct(hash) if hash.as_char() == '#');
        let is_bracket = |next: &TokenTree| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        if !is_hash || tokens.next_if(is_bracket).is_none() {
            kept.push(token);
        }
    }
    kept.into_iter().collect()
}
