//! How an argument of the path or of a header becomes text: as its own impl says, or as
//! it serializes.
#![expect(
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "the steps have one signature, since the macros cannot tell which of them is taken"
)]

mod unfit;

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::Serialize;

use self::unfit::Unfit;
use super::header::HeaderArgument;
use super::path_value::PathValue;
use super::scalar;
use super::secrets::{Logged, SECRET, Secret};

/// The text of an argument, `None` where it is left out, or why it has none.
pub(super) type Text<'a> = Result<Option<Cow<'a, str>>, &'static str>;

/// An argument that fills a placeholder.
pub type PathArgument<'a, T> = Argument<'a, Path, T>;

/// An argument that is a header.
pub type HeaderField<'a, T> = Argument<'a, Header, T>;

/// The path, as the place of an argument.
pub enum Path {}

/// A header, as the place of an argument.
pub enum Header {}

/// Finds the text of an argument. The macros write `PathArgument::of(value).__text()`:
/// method resolution finds the first of these methods whose bound holds, also behind an
/// alias, and goes on where it does not. Rust has no other way to prefer one impl to
/// another, and a blanket impl for all that serializes would exclude those of users. The
/// method has a name that no trait in the author's scope gives to all types.
///
/// | step | for a type that | |
/// |---|---|---|
/// | [`Argument`] | has the trait of the place | as the trait says |
/// | [`Confidential`] | is a secret | refused by the compiler |
/// | [`NotOneText`] | can never be one text | refused by the compiler |
/// | [`Serialized`] | serializes | as it serializes, if that is a scalar |
/// | [`WithoutText`] | does none of it | refused by the compiler |
pub struct Argument<'a, P, T: ?Sized>(Confidential<'a, P, T>);

/// What a body alone may have, since servers write paths and headers into their logs.
pub struct Confidential<'a, P, T: ?Sized>(NotOneText<'a, P, T>);

/// What is a list, a map or a float.
pub struct NotOneText<'a, P, T: ?Sized>(Serialized<'a, P, T>);

/// What serializes.
pub struct Serialized<'a, P, T: ?Sized>(WithoutText<'a, P, T>);

/// What is left.
pub struct WithoutText<'a, P, T: ?Sized>(&'a T, PhantomData<P>);

impl<'a, P, T: ?Sized> Argument<'a, P, T> {
    /// The argument that `value` is.
    #[must_use]
    pub fn of(value: &'a T) -> Self {
        let serialized = Serialized(WithoutText(value, PhantomData));
        Self(Confidential(NotOneText(serialized)))
    }
}

impl<'a, T: PathValue + ?Sized> Argument<'a, Path, T> {
    pub fn __text(&self) -> Text<'a> {
        let value: &'a T = self.0.0.0.0.0;
        Ok(Some(value.path_value()))
    }
}

impl<'a, T: HeaderArgument + ?Sized> Argument<'a, Header, T> {
    pub fn __text(&self) -> Text<'a> {
        let value: &'a T = self.0.0.0.0.0;
        Ok(value.header_value())
    }
}

impl<'a, P, T: Secret + ?Sized> Confidential<'a, P, T> {
    /// Never callable, but with a bound that says why.
    pub fn __text(&self) -> Text<'a>
    where
        T: Logged,
    {
        Err(SECRET)
    }
}

impl<'a, T: Unfit<Path> + ?Sized> NotOneText<'a, Path, T> {
    /// Never callable, but with a bound that says what is expected.
    pub fn __text(&self) -> Text<'a>
    where
        T: PathValue,
    {
        let value: &'a T = self.0.0.0;
        Ok(Some(value.path_value()))
    }
}

impl<'a, T: Unfit<Header> + ?Sized> NotOneText<'a, Header, T> {
    /// Never callable, but with a bound that says what is expected.
    pub fn __text(&self) -> Text<'a>
    where
        T: HeaderArgument,
    {
        let value: &'a T = self.0.0.0;
        Ok(value.header_value())
    }
}

impl<'a, P, T: Serialize + ?Sized> Serialized<'a, P, T> {
    pub fn __text(&self) -> Text<'a> {
        Ok(scalar::text(self.0.0)?.map(Cow::Owned))
    }
}

impl<'a, T: ?Sized> WithoutText<'a, Path, T> {
    /// Never callable, but with a bound that says what is expected.
    pub fn __text(&self) -> Text<'a>
    where
        T: PathValue,
    {
        Ok(Some(self.0.path_value()))
    }
}

impl<'a, T: ?Sized> WithoutText<'a, Header, T> {
    /// Never callable, but with a bound that says what is expected.
    pub fn __text(&self) -> Text<'a>
    where
        T: HeaderArgument,
    {
        Ok(self.0.header_value())
    }
}

impl<'a, P, T: ?Sized> Deref for Argument<'a, P, T> {
    type Target = Confidential<'a, P, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, P, T: ?Sized> Deref for Confidential<'a, P, T> {
    type Target = NotOneText<'a, P, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, P, T: ?Sized> Deref for NotOneText<'a, P, T> {
    type Target = Serialized<'a, P, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a, P, T: ?Sized> Deref for Serialized<'a, P, T> {
    type Target = WithoutText<'a, P, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
