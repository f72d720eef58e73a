//! Types that are a segment of a path by an impl of their own.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// A value that can stand as one segment of a path.
///
/// Strings, characters, integers, `bool` and references to them implement it. A type
/// that serializes to a string, an integer or `bool` needs no impl: `IpAddr`,
/// `NonZeroU64`, `uuid::Uuid` with its feature `serde`, enums without fields, and
/// newtypes:
///
/// ```
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct AccountId(String);
///
/// #[derive(Serialize)]
/// #[serde(rename_all = "kebab-case")]
/// enum Period {
///     LastMonth,
/// }
///
/// #[connectpay::api]
/// trait Statements {
///     #[connectpay::endpoint(path = "/example/client/{account}/{period}", auth = user)]
///     async fn statement(&self, account: &AccountId, period: Period) -> connectpay::Result<String>;
/// }
/// ```
///
/// For another type of your own, write one line, which takes precedence over what the
/// type serializes to:
///
/// ```
/// use std::borrow::Cow;
///
/// /// `s-70752374481170997670` and the like.
/// struct PaymentOrderNo(String);
///
/// impl connectpay::PathValue for PaymentOrderNo {
///     fn path_value(&self) -> Cow<'_, str> {
///         Cow::Borrowed(&self.0)
///     }
/// }
/// ```
///
/// The value is percent-encoded (RFC 3986, 2.1). A call with an empty value, `.`, `..`,
/// a value that some server may read as one of these, or a control character fails with
/// nothing sent: no encoding protects dot segments, since URL parsers collapse `%2e%2e`
/// too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path argument",
    label = "not a path value",
    note = "path arguments are strings, integers, `char`, `bool`, types that serialize to one of these, as a newtype with `#[derive(serde::Serialize)]` does, or types that implement `connectpay::PathValue`"
)]
pub trait PathValue {
    /// The value as text, not yet escaped.
    fn path_value(&self) -> Cow<'_, str>;
}

impl<T: PathValue + ?Sized> PathValue for &T {
    fn path_value(&self) -> Cow<'_, str> {
        (**self).path_value()
    }
}

impl PathValue for str {
    fn path_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl PathValue for String {
    fn path_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: PathValue + ?Sized> PathValue for Box<T> {
    fn path_value(&self) -> Cow<'_, str> {
        (**self).path_value()
    }
}

impl<T: PathValue + ?Sized> PathValue for Rc<T> {
    fn path_value(&self) -> Cow<'_, str> {
        (**self).path_value()
    }
}

impl<T: PathValue + ?Sized> PathValue for Arc<T> {
    fn path_value(&self) -> Cow<'_, str> {
        (**self).path_value()
    }
}

impl PathValue for Cow<'_, str> {
    fn path_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! written_as_displayed {
    ($($type:ty)*) => {$(
        impl PathValue for $type {
            fn path_value(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

written_as_displayed!(bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_path_value_is_what_it_displays() {
        let name = "ann".to_owned();
        assert_eq!(name.path_value(), "ann");
        assert_eq!((&&name).path_value(), "ann");
        assert_eq!(Cow::Borrowed("ann").path_value(), "ann");
        assert_eq!(Cow::<str>::Owned(name).path_value(), "ann");
        assert_eq!("ann".path_value(), "ann");
        assert_eq!('é'.path_value(), "é");
        assert_eq!(true.path_value(), "true");
        assert_eq!((-7_i128).path_value(), "-7");
        assert_eq!(u64::MAX.path_value(), "18446744073709551615");
    }
}
