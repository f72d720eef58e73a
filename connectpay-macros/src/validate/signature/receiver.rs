//! The receiver is `&self`.

use syn::{FnArg, Receiver, ReceiverKind};

use crate::errors::Errors;
use crate::item::Method;
use crate::tokens::source_text;

pub(super) fn check(method: &Method, errors: &mut Errors) -> Option<Receiver> {
    match method.sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) => {
            let is_plain = receiver.mutability.is_none()
                && matches!(&receiver.kind, ReceiverKind::Reference(_, None, None));
            if is_plain {
                return Some(receiver.clone());
            }
            // A lifetime of the method's own was reported where it is declared.
            let names_parameter = matches!(&receiver.kind, ReceiverKind::Reference(_, Some(lifetime), None)
                if method.sig.generics.lifetimes().any(|it| it.lifetime == *lifetime));
            if names_parameter {
                return None;
            }
            errors.at(
                receiver,
                format!(
                    "the receiver is `{}`; expected `&self`",
                    source_text(receiver)
                ),
            );
        }
        _ => errors.at(
            &method.sig.ident,
            "an endpoint is a method of a trait, and this has no receiver; expected `&self` as its first argument",
        ),
    }
    None
}
