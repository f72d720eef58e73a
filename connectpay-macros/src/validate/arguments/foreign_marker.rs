//! Attributes of arguments that are no markers here: those of other libraries, and markers
//! that are written in another way.

use syn::{Attribute, Meta};

use crate::argument::{MARKERS, string_in};
use crate::errors::{did_you_mean, one_of};
use crate::tokens::find_word;
use crate::word;

/// What other libraries have, and what it is here.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &["json", "payload", "data", "content"],
        "`#[body]`, which is sent as JSON",
    ),
    (
        &["raw", "bytes", "binary"],
        "`#[body(\"…\")]` with the content type of the bytes",
    ),
    (&["urlencoded", "form_data", "field"], "`#[form]`"),
    (
        &["multipart", "part", "file"],
        "`#[body(\"multipart/form-data; boundary=…\")]` on content that is written already",
    ),
    (
        &["param", "path_param", "segment", "var"],
        "no marker if the argument has the name of its placeholder, `#[path(\"…\")]` if it has another one, or `#[query]`",
    ),
    (&["query_param", "query_params", "params"], "`#[query]`"),
    (
        &["cookie", "cookies"],
        "none, since one client calls for many users and the library sends no cookies, which could be another user's",
    ),
];

/// What is wrong with an attribute that is no marker, on an argument with all of these.
pub(super) fn refusal(attr: &Attribute, word: &str, all: &[Attribute]) -> String {
    let mut markers = MARKERS.iter();
    if let Some(marker) = markers.find(|marker| word::is_last(attr.path(), marker.word)) {
        let example = marker.example;
        return format!(
            "`#[{word}]` has a path, but a marker is a word that the macro itself reads; expected `{example}`"
        );
    }
    if word == "serde" {
        return of_serde(attr, all);
    }
    let mut foreign = FOREIGN.iter();
    if let Some((_, expected)) = foreign.find(|(words, _)| words.contains(&word)) {
        return format!("unknown marker `#[{word}]`; expected {expected}");
    }
    let words: Vec<&str> = MARKERS.iter().map(|marker| marker.word).collect();
    let hint = did_you_mean(word, &words);
    format!(
        "unknown marker `#[{word}]`; expected {}{hint}",
        one_of(&words)
    )
}

/// serde reads its attributes on fields alone, so here they would say nothing.
fn of_serde(attr: &Attribute, all: &[Attribute]) -> String {
    let renames = match &attr.meta {
        Meta::List(list) => find_word(list.tokens.clone(), "rename").is_some(),
        Meta::Path(_) | Meta::NameValue(_) => false,
    };
    let name = string_in(attr).filter(|_| renames);
    let marker = all
        .iter()
        .find_map(|attr| MARKERS.iter().find(|marker| marker.is(attr)));
    let expected = match (name, marker.map(|marker| marker.word)) {
        (Some(name), None | Some("query")) => format!("`#[query(rename = {name:?})]`"),
        (Some(name), Some(word @ ("header" | "path"))) => format!("`#[{word}({name:?})]`"),
        _ => "it on a field of the argument's type".to_owned(),
    };
    format!("`#[serde]` says nothing on an argument, which is no field; expected {expected}")
}
