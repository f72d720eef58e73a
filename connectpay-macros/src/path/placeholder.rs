//! A segment that an argument fills: `{name}`.

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
            refuse(format!(
                "the placeholder `{text}` is not an argument's name; expected one such as `{{user_id}}`"
            ));
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
                refuse(format!(
                    "the placeholder in `{text}` is not the whole segment; expected it between slashes, as in `/{{user_id}}/`, or a suffix at the end of the path, as in `{{user_id}}.pdf` or `{{user_id}}:close`"
                ));
            }
        }
    }
    None
}

/// A name as an argument's may be, or the same with hyphens, as references write it too.
fn is_name(text: &str) -> bool {
    let name = text.replace('-', "_");
    let begins_with_hyphen = text.starts_with('-');
    let is_identifier = syn::parse_str::<syn::Ident>(&name).is_ok()
        || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok();
    is_identifier && !begins_with_hyphen
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
