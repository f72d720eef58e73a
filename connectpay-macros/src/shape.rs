//! Questions about the shape of types. A macro sees names and not what they stand
//! for, so an alias is left to the type check.

mod alias;
mod answer;
mod binary;
mod fields;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::tokens::find_word;

pub(crate) use self::alias::{may_be_alias, may_hold_alias};
pub(crate) use self::answer::{itself, returned_twice, sized_instead};
pub(crate) use self::binary::{is_read_from_numbers, is_serde_bytes, may_be_serde_bytes};
pub(crate) use self::fields::{has_entries, has_no_fields, is_list_of_named};

/// The form of a return type.
pub(crate) enum Returned<'a> {
    /// `Result<T>` or `Result<T, E>`, and the `T`. The type check tells whether the error
    /// is the library's, since a macro cannot.
    Result(&'a Type),
    /// `Call<T>`, and the `T`.
    Call(&'a Type),
    Other,
}

/// Whether a return type is `Result<T>` or `Call<T>`, however it is qualified.
pub(crate) fn returned(ty: &Type) -> Returned<'_> {
    let Some(last) = last_segment(ty) else {
        return Returned::Other;
    };
    let arguments: Vec<&GenericArgument> = generic_arguments(last).collect();
    match arguments.as_slice() {
        [GenericArgument::Type(answer)] if last.ident == "Call" => Returned::Call(answer),
        [GenericArgument::Type(answer)]
        | [GenericArgument::Type(answer), GenericArgument::Type(_)]
            if last.ident == "Result" =>
        {
            Returned::Result(answer)
        }
        _ => Returned::Other,
    }
}

/// A return type without an answer, with one that `std`'s type and the library's both take.
pub(crate) fn with_any_answer(returned: &Type) -> Type {
    let mut ty = bare(returned).clone();
    if let Type::Path(path) = &mut ty {
        if let Some(last) = path.path.segments.last_mut() {
            last.arguments = if last.ident == "Call" {
                PathArguments::AngleBracketed(syn::parse_quote! { <()> })
            } else {
                PathArguments::AngleBracketed(syn::parse_quote! { <(), ()> })
            };
        }
    }
    ty
}

/// The name in a return type that is `Result` or `Call` without its answer.
pub(crate) fn without_answer(ty: &Type) -> Option<&Ident> {
    let last = last_segment(ty).filter(|last| match &last.arguments {
        PathArguments::None => true,
        PathArguments::AngleBracketed(arguments) => arguments.args.is_empty(),
        PathArguments::Parenthesized(_) => false,
    })?;
    (last.ident == "Result" || last.ident == "Call").then_some(&last.ident)
}

/// A return type with `()` for the answer in it.
pub(crate) fn with_unit(returned: &Type) -> Type {
    let mut ty = bare(returned).clone();
    if let Type::Path(path) = &mut ty {
        let last = path.path.segments.last_mut();
        if let Some(PathArguments::AngleBracketed(arguments)) = last.map(|it| &mut it.arguments) {
            if let Some(answer) = arguments.args.first_mut() {
                *answer = syn::parse_quote! { () };
            }
        }
    }
    ty
}

/// Whether a type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(bare(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// Whether a type is `Option<…>`, however it is qualified.
pub(crate) fn is_option(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|last| last.ident == "Option")
}

/// The type inside the groups that `macro_rules` puts around it, and inside parentheses.
pub(crate) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare(&group.elem),
        Type::Paren(paren) => bare(&paren.elem),
        other => other,
    }
}

/// The type behind all references.
pub(crate) fn behind_references(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(reference) => behind_references(&reference.elem),
        other => other,
    }
}

/// The type that decides whether a bound on `ty` holds: what is in an `Option`, in a
/// `Vec`, in a slice or behind a reference.
pub(crate) fn inmost(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(reference) => inmost(&reference.elem),
        Type::Slice(slice) => inmost(&slice.elem),
        Type::Path(path) => {
            let last = path.path.segments.last();
            let wrapper = last.filter(|last| last.ident == "Option" || last.ident == "Vec");
            match wrapper.and_then(|wrapper| generic_arguments(wrapper).next()) {
                Some(GenericArgument::Type(inner)) => inmost(inner),
                _ => ty,
            }
        }
        _ => ty,
    }
}

/// Whether a type is text, behind whatever holds it.
pub(crate) fn is_text(ty: &Type) -> bool {
    last_segment(held(ty)).is_some_and(|last| {
        let is_name = last.arguments.is_none();
        is_name && (last.ident == "String" || last.ident == "str")
    })
}

/// The type behind references, `Option` and what points to it.
pub(crate) fn held(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(reference) => held(&reference.elem),
        ty => {
            let holder = last_segment(ty).filter(|last| {
                ["Option", "Box", "Arc", "Rc"]
                    .iter()
                    .any(|holder| last.ident == holder)
            });
            holder.and_then(sole_argument).map_or(ty, held)
        }
    }
}

/// A type that is an HTTP response.
pub(crate) struct Response<'a> {
    /// The type of its content, if it names one.
    pub(crate) content: Option<&'a Type>,
}

/// An HTTP response, by a path that shows whose it is. Another type of that name may be
/// what an API answers with.
pub(crate) fn response(ty: &Type) -> Option<Response<'_>> {
    let Type::Path(path) = bare(ty) else {
        return None;
    };
    let mut segments = path.path.segments.iter().rev();
    let (last, before) = (segments.next()?, segments.next()?);
    let is_response = before.ident == "http" || before.ident == "reqwest";
    (last.ident == "Response" && is_response).then(|| Response {
        content: sole_argument(last),
    })
}

/// The one generic argument of a path's segment, if it has one alone and that is a type.
pub(crate) fn sole_argument(segment: &PathSegment) -> Option<&Type> {
    let mut arguments = generic_arguments(segment);
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(ty)), None) => Some(ty),
        _ => None,
    }
}

/// The `impl` of the first `impl Trait` in a type.
pub(crate) fn impl_trait(ty: &Type) -> Option<Ident> {
    if is_of_names(ty) {
        return None;
    }
    find_word(ty.to_token_stream(), "impl")
}

/// The first `_` in a type, which leaves a part of it to inference. `'_` does not.
pub(crate) fn inferred(ty: &Type) -> Option<Ident> {
    fn find(tokens: TokenStream) -> Option<Ident> {
        let mut after_quote = false;
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Ident(word) if word == "_" && !after_quote => Some(word),
            TokenTree::Group(group) => find(group.stream()),
            token => {
                after_quote = matches!(&token, TokenTree::Punct(quote) if quote.as_char() == '\'');
                None
            }
        })
    }
    if is_of_names(ty) {
        return None;
    }
    find(ty.to_token_stream())
}

/// Whether a type is made of paths and references alone, as most are. No word of such a
/// type is a keyword, so that it need not be written out to look for one.
fn is_of_names(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_of_names(&reference.elem),
        Type::Path(path) if path.qself.is_none() => {
            path.path
                .segments
                .iter()
                .all(|segment| match &segment.arguments {
                    PathArguments::None => true,
                    PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(
                        |argument| matches!(argument, GenericArgument::Type(ty) if is_of_names(ty)),
                    ),
                    PathArguments::Parenthesized(_) => false,
                })
        }
        _ => false,
    }
}

/// Whether a type names `Self`.
pub(crate) fn names_self(ty: &impl ToTokens) -> bool {
    find_word(ty.to_token_stream(), "Self").is_some()
}

/// Whether a type has a reference or a lifetime in it that is not `'static`.
pub(crate) fn borrows(ty: &Type) -> bool {
    fn has_lifetime(tokens: TokenStream) -> bool {
        let mut after_quote = false;
        tokens.into_iter().any(|token| match token {
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                punct.as_char() == '&'
            }
            TokenTree::Ident(ident) => std::mem::take(&mut after_quote) && ident != "static",
            TokenTree::Group(group) => has_lifetime(group.stream()),
            TokenTree::Literal(_) => false,
        })
    }
    has_lifetime(ty.to_token_stream())
}

/// The last segment of a type that is a path.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

fn generic_arguments(segment: &PathSegment) -> impl Iterator<Item = &GenericArgument> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten()
}
