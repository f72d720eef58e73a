//! Where generated code finds the runtime: the only place that knows its name.

mod externs;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::parse::Parser;
use syn::{LitStr, Path};

use self::externs::{Externs, Known};
use crate::errors::Errors;
use crate::word;

/// The path of the runtime's hidden module, which is all that generated code names.
#[derive(Clone)]
pub(crate) struct RuntimePath(TokenStream);

impl Default for RuntimePath {
    fn default() -> Self {
        Self(quote! { ::connectpay::__private })
    }
}

impl RuntimePath {
    /// The crate that an attribute was written with, under whatever name: `cp` of
    /// `#[cp::endpoint]`. Nothing if it was imported.
    ///
    /// A module of the author's own may have the attributes alone, so its path leads to the
    /// runtime that this crate depends on, if it depends on one.
    pub(crate) fn beside(attribute: &Path) -> Option<Self> {
        let written = Self::written_beside(attribute)?;
        if may_be_a_module(attribute) {
            let externs = Externs::of_this_crate();
            let first = attribute.segments.first()?.ident.unraw().to_string();
            if !externs.has(&first) {
                match externs.runtime() {
                    Known::ByItsName => return Some(Self::default()),
                    Known::Renamed(name) => return Some(Self::of_extern(&name)),
                    Known::Perhaps | Known::Not => {}
                }
            }
        }
        Some(written)
    }

    /// The same as it was written, whatever it leads to.
    ///
    /// Its tokens resolve where the attribute stands, as the attribute itself did.
    fn written_beside(attribute: &Path) -> Option<Self> {
        let mut path = attribute.clone();
        path.segments.pop();
        path.segments.pop_punct();
        if path.segments.is_empty() {
            return None;
        }
        let tokens = quote! { #path::__private };
        let at_call_site = tokens.into_iter().map(|mut token| {
            // What `$crate` means is in its span.
            if token.to_string() != "$crate" {
                token.set_span(Span::call_site());
            }
            token
        });
        Some(Self(at_call_site.collect()))
    }

    /// The crate that the attribute which is being expanded was written with.
    pub(crate) fn beside_this_attribute() -> Option<Self> {
        Self::beside(&this_attribute()?)
    }

    /// Whether an attribute is `#[api]` of the same crate as the one that is being expanded.
    pub(crate) fn is_api(attribute: &Path) -> bool {
        let found = Self::written_beside(attribute).map(|path| path.0.to_string());
        word::is_last(attribute, "api")
            && found.is_none_or(|found| {
                let path = found.trim_start_matches([':', ' ']);
                Self::leads_to(attribute) || path.starts_with("connectpay ")
            })
    }

    /// Whether a path leads to the same crate as the attribute that is being expanded.
    pub(crate) fn leads_to(attribute: &Path) -> bool {
        let text = |path: Self| path.0.to_string();
        let found = Self::written_beside(attribute).map(text);
        let this = || Self::written_beside(&this_attribute()?).map(text);
        found.is_some() && found == this()
    }

    /// The runtime by the name that this crate has for it, for an attribute that says nothing
    /// of its crate. Reports at the attribute, whose word is given, that there is none.
    pub(crate) fn of_imported(word: &str, at: &Ident, errors: &mut Errors) -> Self {
        Self::known(Externs::of_this_crate().runtime(), word, at, errors)
    }

    fn known(known: Known, word: &str, at: &Ident, errors: &mut Errors) -> Self {
        match known {
            Known::ByItsName | Known::Perhaps => {}
            Known::Renamed(name) => return Self::of_extern(&name),
            Known::Not => {
                let expected = written_with_dollar_crate().map_or_else(
                    || format!("the path of the runtime in that crate, as in `#[my_sdk::connectpay::{word}(…)]` or `crate = ::my_sdk::connectpay`"),
                    |path| format!("`crate = {path}` among its arguments, if that is the runtime itself, or else the path of the runtime"),
                );
                errors.at(at, format!("`#[{word}]` comes from a crate that re-exports it, and a macro does not see which; expected {expected}"));
            }
        }
        Self::default()
    }

    fn of_extern(name: &str) -> Self {
        // A keyword is no name of a crate, but nothing here may panic.
        syn::parse_str::<Ident>(name).map_or_else(
            |_| Self::default(),
            |name| Self(quote! { ::#name::__private }),
        )
    }

    /// Reads the value of `crate = …`. A relative path would mean something else
    /// in every module, so it has to begin with `::` or `crate`.
    pub(crate) fn parse(value: &TokenStream, errors: &mut Errors) -> Option<Self> {
        let Ok(path) = Path::parse_mod_style.parse2(value.clone()) else {
            let quoted = syn::parse2::<LitStr>(value.clone()).ok();
            let message = match quoted.filter(|text| text.parse::<Path>().is_ok()) {
                Some(text) => {
                    let path = text.value();
                    let is_absolute = path.starts_with("::") || path.starts_with("crate::");
                    let root = if is_absolute { "" } else { "::" };
                    format!("the value of `crate` is in quotes; expected `crate = {root}{path}`")
                }
                None => {
                    "`crate` is not a path; expected one such as `crate = ::my_sdk::connectpay`"
                        .to_owned()
                }
            };
            errors.at(value, message);
            return None;
        };
        let from_this_crate = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
        if path.leading_colon.is_none() && !from_this_crate {
            let found = value.to_string().replace(' ', "");
            let first = path.segments.first();
            let expected =
                if first.is_some_and(|first| first.ident == "self" || first.ident == "super") {
                    "one that begins with `::` or `crate::`".to_owned()
                } else {
                    format!("`::{found}` or `crate::{found}`")
                };
            errors.at(
                value,
                format!("`crate = {found}` is a relative path, which depends on the module; expected {expected}"),
            );
            return None;
        }
        Some(Self(quote! { #path::__private }))
    }

    /// The same path beginning elsewhere, which is where rustc points when it
    /// points at what is written with it. A path that leads nowhere is still
    /// reported at the rest of it.
    pub(crate) fn located_at(&self, place: Span) -> Self {
        let tokens = self.0.clone().into_iter().enumerate();
        let moved = tokens.map(|(at, mut token)| {
            // `::` is two tokens.
            let is_first = at == 0 || (at == 1 && matches!(token, TokenTree::Punct(_)));
            if is_first {
                token.set_span(token.span().located_at(place));
            }
            token
        });
        Self(moved.collect())
    }
}

/// The path of the attribute that is being expanded, if that is one of ours. What another
/// macro writes has the text of that macro's own attribute, which says nothing.
fn this_attribute() -> Option<Path> {
    let text = Span::call_site().source_text()?;
    let attribute = text.trim_start_matches(['#', '[', ' ']);
    let path = attribute.split(['(', ']']).next()?;
    let path = Path::parse_mod_style.parse_str(path).ok()?;
    let is_ours = word::is_last(&path, "api") || word::is_last(&path, "endpoint");
    is_ours.then_some(path)
}

/// Whether the path of an attribute may lead through a module of the author's own that is not
/// the runtime. What `$crate` means is in its span, and `connectpay` is the runtime by name.
fn may_be_a_module(attribute: &Path) -> bool {
    let mut segments = attribute.segments.iter();
    let is_dollar_crate = segments
        .clone()
        .next()
        .is_some_and(|it| it.ident == "$crate");
    segments.next_back();
    let ends_in_name = segments
        .next_back()
        .is_some_and(|it| word::is(&it.ident, "connectpay"));
    attribute.leading_colon.is_none() && !is_dollar_crate && !ends_in_name
}

/// The crate that the attribute which is being expanded was written with, if that is
/// `$crate`, whose meaning is in a token that an attribute alone does not see.
fn written_with_dollar_crate() -> Option<String> {
    let text = Span::call_site().source_text()?;
    let attribute = text.trim_start_matches(['#', '[', ' ']);
    let path = attribute.split(['(', ']']).next()?.trim();
    let (path, _) = path.rsplit_once("::")?;
    path.starts_with("$crate").then(|| path.to_owned())
}

impl ToTokens for RuntimePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(known: Known) -> (String, String) {
        let mut errors = Errors::default();
        let at = Ident::new("endpoint", Span::call_site());
        let path = RuntimePath::known(known, "endpoint", &at, &mut errors);
        let message = errors.into_compile_errors().to_string();
        (path.0.to_string().replace(' ', ""), message)
    }

    #[test]
    fn an_imported_attribute_finds_the_runtime_or_is_told_the_path_that_it_needs() {
        for (name, found) in [
            (Known::Perhaps, "::connectpay::__private"),
            (Known::ByItsName, "::connectpay::__private"),
            (Known::Renamed("cp".to_owned()), "::cp::__private"),
        ] {
            assert_eq!(known(name), (found.to_owned(), String::new()));
        }
        let (path, message) = known(Known::Not);
        assert_eq!(path, "::connectpay::__private");
        assert!(
            message.contains("`crate = ::my_sdk::connectpay`"),
            "{message}"
        );
    }

    #[test]
    fn a_name_that_no_crate_can_have_is_no_panic() {
        let (path, message) = known(Known::Renamed("fn".to_owned()));
        assert_eq!(path, "::connectpay::__private");
        assert_eq!(message, "");
    }
}
