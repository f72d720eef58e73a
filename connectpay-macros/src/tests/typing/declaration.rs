//! Every declaration of an endpoint in `tests/ui/pass`, as text in its file.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

pub(super) struct Declaration {
    /// The file and the line, for failures.
    pub(super) place: String,
    /// The arguments of `#[api]`; none where the trait does without.
    pub(super) api: Option<String>,
    /// The trait up to the declaration, without `#[api]`.
    pub(super) before: String,
    /// `#[endpoint(…)]` with its method.
    pub(super) text: String,
    /// The trait after the declaration.
    pub(super) after: String,
}

impl Declaration {
    /// Every declaration, in the order of files and lines.
    pub(super) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/pass");
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let mut all = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            let name = file.file_name().unwrap().to_string_lossy();
            find(&text, &name, text.parse().unwrap(), &mut all);
        }
        all
    }

    /// The trait as it was declared.
    pub(super) fn whole(&self) -> String {
        self.with(&self.text)
    }

    /// The trait with other text where the declaration stands.
    pub(super) fn with(&self, text: &str) -> String {
        [&self.before, text, &self.after].concat()
    }
}

/// Finds the traits among tokens, also among those of a module or of a macro.
fn find(text: &str, file: &str, tokens: TokenStream, all: &mut Vec<Declaration>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            find(text, file, group.stream(), all);
        }
        let is_trait = matches!(token, TokenTree::Ident(word) if word == "trait")
            && matches!(tokens.get(at + 1), Some(TokenTree::Ident(_)));
        if is_trait {
            let api = attributes_before(&tokens[..at]).find_map(|attr| api(&attr));
            endpoints(text, file, at, &tokens, api.as_deref(), all);
        }
    }
}

/// The attributes that end where tokens end, save for a visibility and a qualifier.
fn attributes_before(tokens: &[TokenTree]) -> impl Iterator<Item = TokenStream> {
    let is_bracket = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    let is_head = |token: &&TokenTree| match token {
        TokenTree::Ident(word) => word == "pub" || word == "unsafe",
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
        TokenTree::Literal(_) => false,
    };
    let head = tokens.iter().rev().take_while(is_head);
    head.filter(is_bracket).filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    })
}

/// The arguments, if the attribute is `#[api]`.
fn api(attr: &TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = attr.clone().into_iter().collect();
    let at = tokens
        .iter()
        .rposition(|token| token.to_string() == "api")?;
    match tokens.get(at + 1) {
        Some(TokenTree::Group(arguments)) => Some(arguments.stream().to_string()),
        _ => Some(String::new()),
    }
}

/// The endpoints in the trait whose keyword is at `at`.
fn endpoints(
    text: &str,
    file: &str,
    at: usize,
    tokens: &[TokenTree],
    api: Option<&str>,
    all: &mut Vec<Declaration>,
) {
    let body = tokens[at..].iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    });
    let body = body.unwrap();
    let from = tokens[at].span().byte_range().start;
    let to = body.span().byte_range().end;
    let mut item: Vec<TokenTree> = Vec::new();
    for token in body.stream() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        item.push(token);
        if !ends {
            continue;
        }
        let range = item.first().unwrap().span().byte_range().start
            ..item.last().unwrap().span().byte_range().end;
        let line = item.first().unwrap().span().start().line;
        let declares = item
            .drain(..)
            .any(|token| matches!(&token, TokenTree::Group(group) if is_endpoint(group.stream())));
        if declares {
            all.push(Declaration {
                place: format!("{file}:{line}"),
                api: api.map(str::to_owned),
                before: text[from..range.start].to_owned(),
                text: text[range.clone()].to_owned(),
                after: text[range.end..to].to_owned(),
            });
        }
    }
}

fn is_endpoint(attr: TokenStream) -> bool {
    let mut words = attr
        .into_iter()
        .take_while(|token| !matches!(token, TokenTree::Group(_)));
    words.any(|token| token.to_token_stream().to_string() == "endpoint")
}
