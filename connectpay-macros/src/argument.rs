//! Where arguments go in the request. Each kind of argument has one home, which reads
//! its marker, applies its rules and writes its expansion.
//!
//! A new marker takes a home and a line in the table [`MARKERS`].

mod body;
mod form;
mod header;
mod location;
mod marker;
mod pairs;
mod path;
mod query;

use proc_macro2::Ident;
use syn::{Attribute, Type};

pub(crate) use self::location::{CONTENT, Filled, Location};
pub(crate) use self::marker::{Marker, string_in, strings_in};
pub(crate) use self::path::InPath;

/// Every marker, in the order in which messages list them.
pub(crate) const MARKERS: &[Marker] = &[
    body::BODY,
    form::FORM,
    query::QUERY,
    header::HEADER,
    path::PATH,
];

/// One argument after `&self`.
pub(crate) struct Argument {
    /// Lints and the like, which stay on the argument.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// Whether a type parameter of the trait may decide what the type is.
    pub(crate) is_open: bool,
    pub(crate) location: Box<dyn Location>,
}
