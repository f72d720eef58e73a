//! What every kind of argument answers for.

use proc_macro2::{Span, TokenStream};
use syn::Type;

use crate::runtime_path::RuntimePath;
use crate::shape::inmost;

/// The words for the content of a request, which it has once.
pub(crate) const CONTENT: &str = "a body";

/// Where an argument goes in the request.
pub(crate) trait Location {
    /// The variant of the runtime's `Location`.
    fn variant(&self) -> TokenStream;

    /// What the argument does, for the docs: the rest of a sentence about it.
    fn documented(&self) -> String;

    /// The statement that puts the argument there.
    ///
    /// It calls a function of `Request` and not a method, since a trait of the author's
    /// may have a method of that name for all types.
    fn statement(&self, filled: &Filled<'_>) -> TokenStream;

    /// The placeholder of the path that the argument fills, as the path spells it.
    fn placeholder(&self) -> Option<&str> {
        None
    }

    /// The words for what a request can have only once, if this is such a thing.
    fn unique(&self) -> Option<String> {
        None
    }

    /// What two such things have in common if they are one, though spelled differently.
    fn identity(&self) -> Option<String> {
        self.unique()
    }

    /// What is wrong with an argument of this type here, as far as the type shows it.
    fn mistake(&self, _name: &str, _ty: &Type) -> Option<String> {
        None
    }

    /// The name of the header, if the argument is one.
    fn header(&self) -> Option<&str> {
        None
    }

    /// The part of the argument's type at which rustc is to report a bound that does not
    /// hold. Serialization goes into a type, so by default it is the inmost one.
    fn bounded<'a>(&self, ty: &'a Type) -> &'a Type {
        inmost(ty)
    }
}

/// What the statement of an argument is made from.
pub(crate) struct Filled<'a> {
    pub(crate) p: &'a RuntimePath,
    /// The request, as a place.
    pub(crate) request: &'a TokenStream,
    /// The argument's name, for errors.
    pub(crate) name: &'a str,
    /// The argument by reference, at [`place`](Self::place).
    pub(crate) value: TokenStream,
    /// Where rustc is to report a bound that does not hold.
    pub(crate) place: Span,
    pub(crate) ty: &'a Type,
    /// Whether a type parameter may decide what the type is, so that no bound may ask.
    pub(crate) is_open: bool,
}
