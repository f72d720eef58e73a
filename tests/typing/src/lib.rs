//! What an author has typed so far, and what an editor adds to it at once: the tests of the
//! macros and those that ask rustc type the same way.

/// The beginnings of a text, each as it was typed and each with its string and its
/// brackets closed, as editors close them.
#[must_use]
pub fn prefixes(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, _) in text.char_indices().skip(1) {
        let typed = &text[..at];
        all.push(typed.to_owned());
        let with_its_end = closed(typed);
        if with_its_end != typed {
            all.push(with_its_end);
        }
    }
    all
}

/// The beginnings of the attribute of a declaration, closed, with the method that was
/// there before its attribute.
#[must_use]
pub fn attributes_above_the_method(text: &str) -> Vec<String> {
    let Some(start) = text.find("endpoint") else {
        return Vec::new();
    };
    let Some(end) = text[start..].find(")]").map(|end| start + end + 2) else {
        return Vec::new();
    };
    let beginnings = text[..end].char_indices().skip(start + "endpoint".len());
    beginnings
        .map(|(at, _)| {
            let typed = &text[..at];
            closed(typed) + &text[end..]
        })
        .collect()
}

/// What was typed with its string and its brackets closed.
#[must_use]
pub fn closed(typed: &str) -> String {
    [typed, &closers(typed)].concat()
}

/// What closes the string and the brackets that are open.
fn closers(typed: &str) -> String {
    let mut open = Vec::new();
    let mut chars = typed.chars().peekable();
    let mut in_string = false;
    let mut in_comment = false;
    while let Some(char) = chars.next() {
        match char {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '\\' if in_string => _ = chars.next(),
            '"' => in_string = !in_string,
            _ if in_string => {}
            '/' if chars.peek() == Some(&'/') => in_comment = true,
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' => _ = open.pop(),
            _ => {}
        }
    }
    let quote = in_string.then_some('"');
    quote.into_iter().chain(open.into_iter().rev()).collect()
}
