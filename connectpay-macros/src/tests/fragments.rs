//! What comes through a fragment of `macro_rules` is in a group without delimiters, and
//! means what it means without.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, Parser as _};
use syn::{Block, Expr, Meta, Pat, TraitItem, Type, Visibility};

use crate::tokens::{ungrouped, with_content};

/// What a fragment of `macro_rules` makes of tokens.
fn fragment(tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
    let group = Group::new(Delimiter::None, tokens.into_iter().collect());
    TokenTree::Group(group).into()
}

/// Whether a `macro_rules` has a fragment that matches these tokens.
fn is_fragment(tokens: &TokenStream) -> bool {
    fn is<T: Parse>(tokens: &TokenStream) -> bool {
        syn::parse2::<T>(tokens.clone()).is_ok()
    }
    is::<Visibility>(tokens)
        || is::<TraitItem>(tokens)
        || is::<Meta>(tokens)
        || is::<Type>(tokens)
        || is::<Expr>(tokens)
        || is::<Block>(tokens)
        || Pat::parse_single.parse2(tokens.clone()).is_ok()
}

/// Every way to have a fragment in these tokens.
fn with_a_fragment(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let around = |from: usize, to: usize, inside: TokenStream| {
        let (before, after) = (tokens[..from].iter(), tokens[to..].iter());
        let before = before.cloned().collect::<TokenStream>();
        let after = after.cloned().collect::<TokenStream>();
        quote! { #before #inside #after }
    };
    let mut ways = Vec::new();
    for from in 0..tokens.len() {
        for to in from..=tokens.len() {
            let inside: TokenStream = tokens[from..to].iter().cloned().collect();
            if is_fragment(&inside) {
                ways.push(around(from, to, fragment(inside)));
            }
        }
        if let TokenTree::Group(group) = &tokens[from] {
            for inside in with_a_fragment(&group.stream()) {
                let group = TokenTree::Group(with_content(group, inside));
                ways.push(around(from, from + 1, group.into()));
            }
        }
    }
    ways
}

/// An expansion as text, without the groups that nobody sees.
fn expanded(args: TokenStream, item: &TokenStream) -> String {
    ungrouped(crate::api::expand(args, item)).to_string()
}

#[test]
fn a_declaration_in_fragments_means_what_it_means_without_or_is_refused() {
    let args = quote! {
        base = "/example", host(stage = "https://stage.example.com", production = "https://example.com")
    };
    let item = quote! {
        /// Things.
        pub trait Things: Send + Sync {
            const LIMIT: u8 = { 1 };

            fn name(&self) -> [u8; 2] { [1, 2] }

            /// A thing.
            #[connectpay::endpoint(path = "/partner/things/{id}", auth = partner)]
            async fn thing(&self, id: u8, #[query(rename = "pageNo")] page: Option<u8>) -> Result<Thing>;

            type Other: Copy;

            #[connectpay::endpoint(path = "/partner/things", auth = partner)]
            async fn create(&self, #[body] thing: &Thing, #[header("X-Id")] id: &str) -> Result<()>;
        }
    };
    let plain = expanded(args.clone(), &item);
    assert!(!plain.contains("compile_error"), "{plain}");
    for args in with_a_fragment(&args) {
        assert_eq!(expanded(args, &item), plain);
    }
    let mut same = 0;
    for item in with_a_fragment(&item) {
        let found = expanded(args.clone(), &item);
        if !found.contains("compile_error") {
            assert_eq!(found, plain, "{item:?}");
            same += 1;
        }
    }
    assert!(same > 100, "{same}");
}
