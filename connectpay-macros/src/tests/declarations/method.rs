//! Methods: those that may be endpoints, and those that may not.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

pub(in crate::tests) fn method() -> impl Strategy<Value = String> {
    (
        select(vec![
            "",
            "/// Docs.",
            "#[cfg(x)]",
            "#[endpoint(path = \"/partner\")]",
            "#[deprecated(note = \"x\")]",
        ]),
        select(vec!["", "pub ", "pub(crate) ", "default "]),
        select(vec![
            "async ",
            "",
            "const ",
            "unsafe ",
            "extern \"C\" ",
            "async unsafe ",
        ]),
        select(vec!["name", "r#fn", "create"]),
        select(vec![
            "",
            "<T>",
            "<'a>",
            "<'async_trait>",
            "<const N: usize>",
        ]),
        proptest::option::of(receiver()),
        vec(argument(), 0..4),
        output(),
        select(vec!["", "where Self: Sized", "where"]),
        select(vec![";", "{}", "{ todo!() }", "{ ] }"]),
    )
        .prop_map(
            |(attrs, vis, qualifiers, name, generics, receiver, arguments, output, clause, end)| {
                let inputs: Vec<String> = receiver
                    .into_iter()
                    .map(str::to_owned)
                    .chain(arguments)
                    .collect();
                format!(
                    "{attrs} {vis}{qualifiers}fn {name}{generics}({}) {output} {clause} {end}",
                    inputs.join(", ")
                )
            },
        )
}

fn receiver() -> impl Strategy<Value = &'static str> {
    select(vec![
        "&self",
        "&mut self",
        "self",
        "&'a self",
        "self: Arc<Self>",
        "mut self",
    ])
}

fn argument() -> impl Strategy<Value = String> {
    (
        select(vec![
            "",
            "#[body]",
            "#[form]",
            "#[query]",
            "#[query(rename = \"a\")]",
            "#[query(rename = 1)]",
            "#[query(flatten)]",
            "#[query(style = comma)]",
            "#[query(style = 1, rename = \"b\", x)]",
            "#[query()]",
            "#[path(\"userId\")]",
            "#[path(\"{id}\")]",
            "#[path]",
            "#[header(\"X-A\")]",
            "#[header(\"Authorization\")]",
            "#[header]",
            "#[bdy]",
            "#[cfg(x)]",
            "#[allow(x)]",
            "#[body] #[query]",
            "#[a::b(c)]",
        ]),
        select(vec![
            "id", "user", "user_id", "r#type", "_", "mut a", "ref b", "(c, d)", "request",
            "Some(x)",
        ]),
        select(vec![
            "u8",
            "&str",
            "Option<u8>",
            "Vec<&'a T>",
            "impl Into<X>",
            "[u8; 3]",
            "&dyn Fn(u8) -> u8",
            "fn()",
            "!",
            "_",
            "(u8, u8)",
            "m!()",
        ]),
    )
        .prop_map(|(marker, name, ty)| format!("{marker} {name}: {ty}"))
}

fn output() -> impl Strategy<Value = &'static str> {
    select(vec![
        "-> Result<()>",
        "-> Call<u8>",
        "-> Result<Option<T>>",
        "",
        "-> io::Result<()>",
        "-> Result<(), E>",
        "-> impl Future",
        "-> Result<&str>",
        "-> Result",
        "-> !",
        "-> Box<dyn Fn() -> Result<()>>",
        "-> Call<'a>",
        "-> <T as Call<u8>>::Result<u8>",
    ])
}
