//! One-time passwords go into bodies alone. Paths, queries and headers are written into the
//! logs of every server on the way.

use std::ops::Deref;

/// The name by which an `Otp` serializes, so that it is found inside of other values.
pub(crate) const OTP: &str = "connectpay::sca::Otp";

pub(super) const SECRET: &str =
    "has a one-time password, which servers would write into their logs; send it in a body";

/// Whether what serializes as a newtype of this name is a secret.
pub(super) fn is_secret(name: &str) -> bool {
    name == OTP
}

/// What is a secret by its type.
pub trait Secret {}

impl<T: Secret + ?Sized> Secret for &T {}
impl<T: Secret + ?Sized> Secret for Box<T> {}
impl<T: Secret> Secret for Option<T> {}
impl<T: Secret> Secret for Vec<T> {}
impl<T: Secret> Secret for [T] {}

/// Never implemented for a [`Secret`], of which alone it is asked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a query parameter",
    label = "this is a secret",
    note = "servers write the query of a request into their logs; expected it in the body: `#[body]` of a struct with it in a field"
)]
pub trait QueryValue {}

/// Never implemented for a [`Secret`], of which alone it is asked.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path or a header argument",
    label = "this is a secret",
    note = "servers write paths and headers into their logs; expected it in the body: `#[body]` of a struct with it in a field"
)]
pub trait Logged {}

/// An argument that is a query parameter. The macros write
/// `QueryArgument::of(value).__value()`, and method resolution finds the first of these
/// methods whose bound holds, also behind an alias.
pub struct QueryArgument<'a, T: ?Sized>(Shown<'a, T>);

/// What is no secret.
pub struct Shown<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> QueryArgument<'a, T> {
    /// The argument that `value` is.
    #[must_use]
    pub fn of(value: &'a T) -> Self {
        Self(Shown(value))
    }
}

impl<'a, T: Secret + ?Sized> QueryArgument<'a, T> {
    /// Never callable.
    #[must_use]
    pub fn __value(&self) -> &'a T
    where
        T: QueryValue,
    {
        self.0.0
    }
}

impl<'a, T: ?Sized> Shown<'a, T> {
    #[must_use]
    pub fn __value(&self) -> &'a T {
        self.0
    }
}

impl<'a, T: ?Sized> Deref for QueryArgument<'a, T> {
    type Target = Shown<'a, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}
