//! A segment that an argument fills: `{name}`.

use super::notation::{is_name, name_inside};

/// The name in the braces.
pub(super) fn parse(text: &str, refuse: &mut impl FnMut(String)) -> Option<String> {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inner {
        Some("") => refuse(
            "the path has an empty placeholder `{}`; expected a name in it, as in `{user_id}`"
                .to_owned(),
        ),
        Some(name) if !name.contains(['{', '}']) => {
            if is_name(name) {
                return Some(name.to_owned());
            }
            refuse(not_a_name(text, name));
        }
        _ => {
            let opened = text.matches('{').count();
            let closed = text.matches('}').count();
            if opened != closed {
                refuse(format!(
                    "the segment `{text}` has a brace without its partner; expected a placeholder such as `{{user_id}}`"
                ));
            } else if text.contains("{{") || nested(text) {
                refuse(format!(
                    "the segment `{text}` has a placeholder inside a placeholder; expected one name, as in `{{user_id}}`"
                ));
            } else {
                let (between, last) = examples(text);
                refuse(format!(
                    "the placeholder in `{text}` is not the whole segment; expected it between slashes, as in `{between}`, or a suffix at the end of the path, as in `{last}.pdf` or `{last}:close`"
                ));
            }
        }
    }
    None
}

/// What is wrong with a placeholder that is not a name alone.
fn not_a_name(text: &str, inside: &str) -> String {
    let Some(name) = name_inside(inside) else {
        return format!(
            "the placeholder `{text}` is not an argument's name; expected one such as `{{user_id}}`"
        );
    };
    let reason = if inside.trim_start().starts_with("r#") {
        "has the `r#` of the argument's name, which is not sent"
    } else if inside.ends_with('?') && !inside.contains(':') {
        "has a `?`, but a path has no segment to leave out"
    } else if inside.contains('*') || inside.contains("..") {
        "would fill several segments, but an argument fills one"
    } else if inside.trim() == name {
        "has spaces in it"
    } else {
        "has more in it than a name"
    };
    format!("the placeholder `{text}` {reason}; expected `{{{name}}}`")
}

/// The placeholders of a segment between slashes, and the last of them.
fn examples(text: &str) -> (String, String) {
    let pieces = text.split('{').skip(1);
    let names = pieces.filter_map(|piece| Some(piece.split_once('}')?.0));
    let placeholders: Vec<String> = names.map(|name| format!("{{{name}}}")).collect();
    let last = placeholders.last().cloned().unwrap_or_default();
    (format!("/{}/", placeholders.join("/")), last)
}

fn nested(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 1
    })
}
