//! An item that cannot be read, such as one that is being typed. As much of it is kept
//! as can be told, so that the uses of the trait stay what they are.

mod arguments;
mod cut_off;
mod extent;
mod misspelt;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Generics, ReturnType, token};

use self::arguments::Arguments;
use self::cut_off::is_cut_off;
use self::extent::Extent;
use super::endpoint_attribute::is_endpoint;
use super::method::Method;

pub(crate) struct Unfinished {
    /// Why the parser gave up, unless rustc has certainly refused the item too. It reads
    /// a trait before it hands it to a macro, so a second error would say nothing.
    pub(crate) reason: Option<syn::Error>,
    /// The method, if it has a name.
    pub(crate) method: Option<UnfinishedMethod>,
    /// Whether it is `#[endpoint]` with nothing below it.
    pub(super) is_attribute_alone: bool,
}

pub(crate) struct UnfinishedMethod {
    pub(crate) is_endpoint: bool,
    /// What could be read of it; the rest is as if it were not there.
    pub(crate) method: Method,
    /// The arguments as rustc is to read them, where it made something of them that the
    /// parser cannot: it says the same thing once, and such an argument takes any value.
    pub(crate) inputs: Option<Group>,
}

impl Unfinished {
    /// Reads what `#[endpoint]` stands on alone, if that is the beginning of a method of a trait.
    pub(crate) fn endpoint(item: &TokenStream) -> Option<Self> {
        let reason = syn::parse2::<Method>(item.clone()).err()?;
        let read = |input: ParseStream<'_>| Self::read(input, reason);
        let mut unfinished = read.parse2(item.clone()).ok()?;
        let found = unfinished.method.as_mut()?;
        found.is_endpoint = true;
        let is_of_trait = found.method.sig.receiver().is_some() && found.method.body.is_none();
        is_of_trait.then_some(unfinished)
    }

    /// Reads up to where the next item begins.
    pub(super) fn read(input: ParseStream<'_>, reason: syn::Error) -> syn::Result<Self> {
        let mut is_refused = false;
        let mut has_fragments = false;
        let mut attrs = Vec::new();
        loop {
            if input.peek(syn::Token![#]) && input.peek2(token::Bracket) {
                let tokens = [input.parse::<TokenTree>()?, input.parse()?];
                has_fragments |= tokens.iter().any(is_fragment);
                match Attribute::parse_outer.parse2(tokens.into_iter().collect()) {
                    Ok(attr) => attrs.extend(attr),
                    Err(_) => is_refused = true,
                }
            } else if let Some(attr) = misspelt::attribute(input) {
                attrs.push(attr);
                is_refused = true;
            } else {
                break;
            }
        }
        let is_attribute_alone = attrs.iter().any(is_endpoint) && input.is_empty();
        let extent = Extent::read(input)?;
        has_fragments |= extent.tokens.iter().any(is_fragment);
        is_refused |= !extent.is_complete;
        let is_endpoint = attrs.iter().any(is_endpoint);
        attrs.retain(|attr| !self::is_endpoint(attr));
        let mut head = Head::read(extent.tokens);
        is_refused |= head.as_ref().is_none_or(|head| head.is_cut_off);
        let reason = head
            .as_mut()
            .and_then(|head| head.reason.take())
            .unwrap_or(reason);
        let method = head.and_then(|head| head.method(attrs, extent.body));
        Ok(Self {
            // rustc may read a fragment of `macro_rules` where the parser does not.
            reason: (has_fragments || !is_refused).then_some(reason),
            method: method.map(|(method, inputs)| UnfinishedMethod {
                is_endpoint,
                method,
                inputs,
            }),
            is_attribute_alone,
        })
    }

    /// An endpoint whose mistake rustc has reported already.
    pub(super) fn reported(method: Method) -> Self {
        Self {
            reason: None,
            method: Some(UnfinishedMethod {
                is_endpoint: true,
                method,
                inputs: None,
            }),
            is_attribute_alone: false,
        }
    }
}

/// What follows the attributes of a method.
struct Head {
    asyncness: Option<Ident>,
    name: Ident,
    generics: Generics,
    arguments: Option<Arguments>,
    output: ReturnType,
    /// Whether something is missing without which there is no method, or stands where rustc
    /// refuses it.
    is_cut_off: bool,
    /// What is wrong with it, if more can be said than the parser says.
    reason: Option<syn::Error>,
}

impl Head {
    /// Reads a method; nothing if it has no name.
    fn read(tokens: Vec<TokenTree>) -> Option<Self> {
        let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
        let at = tokens.iter().position(is_fn)?;
        let asyncness = tokens.iter().take(at).find_map(|token| match token {
            TokenTree::Ident(word) if word == "async" => Some(word.clone()),
            _ => None,
        });
        let after: TokenStream = tokens.into_iter().skip(at + 1).collect();
        let rest = |input: ParseStream<'_>| Self::after_keyword(input, asyncness.clone());
        rest.parse2(after).ok()
    }

    fn after_keyword(input: ParseStream<'_>, asyncness: Option<Ident>) -> syn::Result<Self> {
        let name = input.parse()?;
        let mut generics: Generics = attempt(input).unwrap_or_default();
        skip_until(input, |input| input.peek(token::Paren))?;
        let arguments = match input.parse::<Option<TokenTree>>()? {
            Some(TokenTree::Group(group)) => Some(Arguments::read(&group)),
            _ => None,
        };
        let mut is_cut_off = arguments.as_ref().is_none_or(|found| found.is_cut_off);
        let mut reason = None;
        let output = if let Some(returned) = misspelt::returned(input) {
            is_cut_off |= returned.is_refused;
            reason = returned.reason;
            returned.output
        } else {
            let returned = skip_until(input, |input| input.peek(syn::Token![where]))?;
            // The first two tokens are the arrow.
            is_cut_off |= self::is_cut_off(returned.get(2..).unwrap_or_default());
            ReturnType::Default
        };
        generics.where_clause = attempt(input).unwrap_or_default();
        skip_until(input, |_| false)?;
        Ok(Self {
            asyncness,
            name,
            generics,
            arguments,
            output,
            is_cut_off,
            reason,
        })
    }

    fn method(
        self,
        attrs: Vec<Attribute>,
        body: Option<TokenTree>,
    ) -> Option<(Method, Option<Group>)> {
        let (asyncness, name, generics, output) =
            (self.asyncness, self.name, self.generics, self.output);
        let where_clause = &generics.where_clause;
        let (readable, inputs) = self
            .arguments
            .map(|arguments| (arguments.readable, arguments.as_written))
            .unwrap_or_default();
        let sig = quote! {
            #asyncness fn #name #generics (#(#readable),*) #output #where_clause
        };
        let sig = syn::parse2(sig).ok()?;
        Some((Method::new(attrs, sig, body), inputs))
    }
}

/// Reads something if it is there and whole.
fn attempt<T: Parse>(input: ParseStream<'_>) -> Option<T> {
    let ahead = input.fork();
    ahead.parse::<T>().ok()?;
    let whole = syn::parse2(tokens_until(input, &ahead)).ok()?;
    skip_to(input, &ahead).ok()?;
    Some(whole)
}

/// The tokens up to where a fork has come.
pub(super) fn tokens_until(input: ParseStream<'_>, ahead: ParseStream<'_>) -> TokenStream {
    let input = input.fork();
    let mut tokens = TokenStream::new();
    while input.cursor() < ahead.cursor() {
        match input.parse::<TokenTree>() {
            Ok(token) => tokens.extend([token]),
            Err(_) => break,
        }
    }
    tokens
}

/// Goes where a fork has come. The fork itself would fail the input if it has left something
/// unread in a group.
pub(super) fn skip_to(input: ParseStream<'_>, ahead: ParseStream<'_>) -> syn::Result<()> {
    while input.cursor() < ahead.cursor() {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

fn skip_until(
    input: ParseStream<'_>,
    is_there: impl Fn(ParseStream<'_>) -> bool,
) -> syn::Result<Vec<TokenTree>> {
    let mut skipped = Vec::new();
    while !input.is_empty() && !is_there(input) {
        skipped.push(input.parse()?);
    }
    Ok(skipped)
}

/// Whether a token is, or has in it, what a `macro_rules` has matched.
fn is_fragment(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::None
                || group.stream().into_iter().any(|token| is_fragment(&token))
        }
        _ => false,
    }
}

/// Whether a token is a group in these delimiters.
fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
