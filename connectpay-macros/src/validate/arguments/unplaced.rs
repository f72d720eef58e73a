//! Arguments that go nowhere.

use syn::Ident;

use crate::argument::MARKERS;
use crate::errors::Errors;

/// Reports the arguments that go nowhere, given with their names. There is one error for
/// all, since an author types one placeholder after the other.
pub(super) fn refuse(unplaced: &[(&Ident, String)], errors: &mut Errors) {
    let markers: Vec<String> = MARKERS
        .iter()
        .filter(|marker| marker.word != "path")
        .map(|marker| format!("`{}`", marker.example))
        .collect();
    let markers = markers.join(", ");
    match unplaced {
        [] => {}
        [(at, name)] => errors.at(at, format!("`{name}` is neither in the path nor marked; expected `{{{name}}}` in the path or one of {markers}")),
        [(at, name), others @ .., (_, last)] => {
            let names = others.iter().map(|(_, name)| format!(", `{name}`"));
            let names = format!("`{name}`{} and `{last}`", names.collect::<String>());
            errors.at(at, format!("{names} are neither in the path nor marked; expected each in the path, as in `{{{name}}}`, or one of {markers}"));
        }
    }
}
