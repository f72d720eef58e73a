//! Bodies that are sent as they are.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

/// A body that is sent as it is, with the content type that its declaration gives:
/// `#[body("application/pdf")]`.
///
/// `None` leaves the body out. For a type of your own, call the implementation of what
/// it holds:
///
/// ```
/// use bytes::Bytes;
/// use connectpay::{RawBody, Result};
///
/// /// The scan of an identity document.
/// struct Scan(Bytes);
///
/// impl RawBody for Scan {
///     fn raw_body(&self) -> Option<Bytes> {
///         self.0.raw_body()
///     }
/// }
///
/// #[connectpay::api]
/// trait Documents {
///     #[connectpay::endpoint(path = "/example/client/documents", auth = user)]
///     async fn upload(&self, #[body("application/pdf")] scan: &Scan) -> Result<()>;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as it is",
    label = "no bytes and no text",
    note = "a body with a content type is sent as it is: `Bytes`, `Vec<u8>`, `&[u8]`, `String`, `&str`, a type that implements `connectpay::RawBody`, or an `Option` of these",
    note = "what is to be serialized is a `#[body]`, one with a JSON type such as `#[body(\"application/merge-patch+json\")]`, or a `#[form]`"
)]
pub trait RawBody {
    /// The bytes of the body. `None` leaves it out.
    fn raw_body(&self) -> Option<Bytes>;
}

impl RawBody for Bytes {
    fn raw_body(&self) -> Option<Bytes> {
        Some(self.clone())
    }
}

impl RawBody for BytesMut {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl RawBody for [u8] {
    fn raw_body(&self) -> Option<Bytes> {
        Some(Bytes::copy_from_slice(self))
    }
}

impl RawBody for str {
    fn raw_body(&self) -> Option<Bytes> {
        self.as_bytes().raw_body()
    }
}

impl RawBody for Vec<u8> {
    fn raw_body(&self) -> Option<Bytes> {
        self.as_slice().raw_body()
    }
}

impl<const N: usize> RawBody for [u8; N] {
    fn raw_body(&self) -> Option<Bytes> {
        self.as_slice().raw_body()
    }
}

impl RawBody for String {
    fn raw_body(&self) -> Option<Bytes> {
        self.as_str().raw_body()
    }
}

impl<T: RawBody + ToOwned + ?Sized> RawBody for Cow<'_, T> {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl<T: RawBody + ?Sized> RawBody for &T {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl<T: RawBody + ?Sized> RawBody for Box<T> {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl<T: RawBody + ?Sized> RawBody for Rc<T> {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl<T: RawBody + ?Sized> RawBody for Arc<T> {
    fn raw_body(&self) -> Option<Bytes> {
        (**self).raw_body()
    }
}

impl<T: RawBody> RawBody for Option<T> {
    fn raw_body(&self) -> Option<Bytes> {
        self.as_ref()?.raw_body()
    }
}
