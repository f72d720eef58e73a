//! Placeholders as other tools write them, and what is in braces beside the name.

/// The name in a segment that is a placeholder in another notation: `:id`, `<id>`,
/// `<int:id>`, `[id]`, `${id}`, `{{id}}`. None of them may pass for a literal
/// segment, since it would then be sent as it stands.
pub(super) fn foreign_name(segment: &str) -> Option<&str> {
    let between = |open: &str, close: &str| segment.strip_prefix(open)?.strip_suffix(close);
    let in_brackets = between("<", ">").or_else(|| between("[", "]"));
    let name = between("{{", "}}")
        .or_else(|| between("${", "}"))
        .or_else(|| in_brackets.map(|inner| inner.rsplit(':').next().unwrap_or(inner)))
        .or_else(|| segment.strip_prefix(':'))?;
    let name = name.trim();
    is_name(name).then_some(name)
}

/// The name among what is in braces, if there is one: the `id` of `{ id }`, `{id?}`,
/// `{id:?}`, `{id: u64}`, `{*id}` and `{r#id}`, and `user_id` of `{user.id}`.
pub(super) fn name_inside(braces: &str) -> Option<String> {
    let text = braces.trim();
    let text = text.strip_prefix("r#").unwrap_or(text);
    let text = text.trim_start_matches(['*', '.', '+', '#', '$', ':']);
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = text.find(|c| !is_inner(c)).unwrap_or(text.len());
    let name = text.get(..end)?.trim_end_matches('.').replace('.', "_");
    is_name(&name).then_some(name)
}

/// A name as an argument's may be, or the same with hyphens, as references write it too.
pub(super) fn is_name(text: &str) -> bool {
    let name = text.replace('-', "_");
    let is_plain = !text.starts_with('-') && !text.contains(char::is_whitespace);
    let is_identifier = syn::parse_str::<syn::Ident>(&name).is_ok()
        || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok();
    is_plain && is_identifier && !name.starts_with("r#")
}

/// Splits at a character, but not inside of braces.
pub(super) fn split_outside_braces(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut begin, mut closing) = (0, None);
    for (index, c) in text.char_indices() {
        if closing.is_some_and(|closing| index < closing) {
            continue;
        }
        if c == '{' {
            // A brace without its partner hides nothing.
            let length = text.get(index..).and_then(|rest| rest.find('}'));
            closing = length.map(|length| index + length);
        } else if at(c) {
            pieces.extend(text.get(begin..index));
            begin = index + c.len_utf8();
        }
    }
    pieces.extend(text.get(begin..));
    pieces
}
