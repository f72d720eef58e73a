//! Nothing that the macros are given makes them panic, and what they accept
//! keeps the rule that matters: credentials and path agree.

use proc_macro2::TokenStream;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of attributes: the right words, near misses and nonsense.
fn args() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        4 => path().prop_map(|path| format!("{path:?}")),
        1 => select(vec!["partner", "user", "client", "usr", "GET", "POST", "get", "HEAD", "1", "'c'", "b\"x\"",
            "\"GET\"", "::a::b", "a::b", "crate::x", "concat!(\"a\")", "-", "{ x }", "[1, 2]", "", "r#type", "=", "=="]).prop_map(str::to_owned),
    ];
    let key = select(vec![
        "path",
        "auth",
        "method",
        "idempotent",
        "once",
        "crate",
        "base",
        "host",
        "pth",
        "r#path",
        "stage",
        "production",
        "\"path\"",
        "7",
        "",
    ]);
    let arg = prop_oneof![
        3 => (key.clone(), value.clone()).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => key.clone().prop_map(str::to_owned),
        1 => (key.clone(), key, value).prop_map(|(outer, key, value)| format!("{outer}({key} = {value})")),
        2 => path().prop_map(|path| format!("path = {path:?}")),
        2 => select(vec!["auth = partner", "auth = user"]).prop_map(str::to_owned),
    ];
    vec(arg, 0..5).prop_map(|args| args.join(", "))
}

fn path() -> impl Strategy<Value = String> {
    let segment = select(vec![
        "partner",
        "client",
        "users",
        "{id}",
        "{user}",
        "{}",
        "{",
        "}",
        "{a}{b}",
        "{{id}}",
        "x{id}",
        ".",
        "..",
        "",
        "%2e%2e",
        "%70artner",
        "%",
        "%zz",
        "%2F",
        "partners",
        "Partner",
        "{partner}",
        "é",
        " ",
        "a b",
        "\\",
        "?x=1",
        "#f",
        "\n",
        "\0",
        "//",
        "https:",
        "a:b@c",
    ]);
    prop_oneof![
        5 => vec(segment.clone(), 0..6).prop_map(|segments| format!("/{}", segments.join("/"))),
        1 => vec(segment, 0..4).prop_map(|segments| segments.join("/")),
        1 => any::<String>(),
    ]
}

fn method() -> impl Strategy<Value = String> {
    let argument = (
        select(vec![
            "",
            "#[body]",
            "#[form]",
            "#[query]",
            "#[query(rename = \"a\")]",
            "#[query(rename = 1)]",
            "#[query(flatten)]",
            "#[query()]",
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
            "id", "user", "r#type", "_", "mut a", "ref b", "(c, d)", "request", "Some(x)",
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
        .prop_map(|(marker, name, ty)| format!("{marker} {name}: {ty}"));
    let receiver = select(vec![
        "&self",
        "&mut self",
        "self",
        "&'a self",
        "self: Arc<Self>",
        "mut self",
    ]);
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
        select(vec!["", "<T>", "<'a>", "<const N: usize>"]),
        proptest::option::of(receiver),
        vec(argument, 0..4),
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
        ]),
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

fn item() -> impl Strategy<Value = String> {
    let other = select(vec![
        "fn f(&self);",
        "fn f() -> Foo<{ 1 }> { }",
        "type T;",
        "type T: Iterator<Item = u8>;",
        "type T = u8;",
        "const C: u8;",
        "const C: u8 = { 1 };",
        "const fn g();",
        "m! {}",
        "m!();",
        "#[endpoint] type T;",
        "#[a::endpoint = 1] fn f();",
        "#[endpoint[x]] m!();",
        "unsafe fn u(&self) {}",
        "x",
        ";",
        "async",
        "/// dangling",
    ]);
    let endpoint = (args(), method())
        .prop_map(|(args, method)| format!("#[connectpay::endpoint({args})] {method}"));
    let members = vec(
        prop_oneof![2 => endpoint, 1 => other.prop_map(str::to_owned)],
        0..5,
    );
    let head = select(vec![
        "trait A",
        "pub trait A<T>: B + 'static where T: C",
        "unsafe trait A",
        "trait r#A",
        "pub(in x) trait A: for<'a> F<'a>",
        "auto trait A",
        "trait A:",
        "struct S",
        "impl X for Y",
        "mod m",
        "enum E",
        "trait",
        "",
        "#![inner] trait A",
        "trait A = B;",
    ]);
    (head, members).prop_map(|(head, members)| format!("{head} {{ {} }}", members.join("\n")))
}

/// Text that is no token stream never reaches a macro.
fn tokens(text: &str) -> Option<TokenStream> {
    text.parse().ok()
}

/// What was accepted has the segment of its scheme and not the other's.
fn check_accepted(expansion: &TokenStream) -> Result<(), TestCaseError> {
    let text = expansion.to_string();
    if text.contains("compile_error") {
        return Ok(());
    }
    for (marker, needed, forbidden) in [
        ("AuthScheme :: Partner", "partner", "client"),
        ("AuthScheme :: User", "client", "partner"),
    ] {
        for (before, _) in text.match_indices(marker).map(|(at, _)| text.split_at(at)) {
            let path = before.rsplit('"').nth(1).unwrap_or_default();
            let segments: Vec<&str> = path.split('/').collect();
            prop_assert!(segments.contains(&needed), "{path} accepted for {marker}");
            prop_assert!(
                !segments.contains(&forbidden),
                "{path} accepted for {marker}"
            );
            prop_assert!(
                !segments[1..]
                    .iter()
                    .any(|segment| matches!(*segment, "" | "." | "..")),
                "{path}"
            );
        }
    }
    Ok(())
}

/// What CI has time for, unless `PROPTEST_CASES` tells otherwise.
fn cases() -> u32 {
    let told = std::env::var("PROPTEST_CASES").ok();
    told.map_or(50_000, |told| told.parse().expect("a number of cases"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_endpoint_of_any_form_gives_tokens(args in args(), method in method()) {
        if let (Some(args), Some(method)) = (tokens(&args), tokens(&method)) {
            check_accepted(&crate::endpoint::expand(args, &method))?;
        }
    }

    #[test]
    fn a_trait_of_any_form_gives_tokens(args in args(), item in item()) {
        if let (Some(args), Some(item)) = (tokens(&args), tokens(&item)) {
            check_accepted(&crate::api::expand(args, &item))?;
        }
    }

    #[test]
    fn arbitrary_tokens_give_tokens(args in "[a-z=,()\"/{}#:!&<>' ]{0,40}", item in "[a-zA-Z=,()\"/{}#:;!&<>\\[\\]' ]{0,80}") {
        if let (Some(args), Some(item)) = (tokens(&args), tokens(&item)) {
            crate::endpoint::expand(args.clone(), &item);
            crate::api::expand(args, &item);
        }
    }

    #[test]
    fn a_valid_declaration_is_accepted_whatever_its_names(
        scheme in select(vec![("partner", "partner"), ("user", "client")]),
        names in proptest::collection::hash_set("[a-z][a-z0-9_]{0,8}", 1..4),
    ) {
        let names: Vec<String> = names.into_iter().filter(|name| syn::parse_str::<syn::Ident>(name).is_ok() && !matches!(name.as_str(), "partner" | "client")).collect();
        let path = names.iter().map(|name| format!("/{{{name}}}")).collect::<Vec<_>>().concat();
        let arguments = names.iter().rev().map(|name| format!(", {name}: &str")).collect::<Vec<_>>().concat();
        let args = format!("path = \"/x/{}{path}\", auth = {}", scheme.1, scheme.0).parse().unwrap();
        let method = format!("async fn m(&self{arguments}) -> Result<()>;").parse().unwrap();
        let expansion = crate::endpoint::expand(args, &method);
        prop_assert!(!expansion.to_string().contains("compile_error"), "{}", expansion);
        prop_assert!(syn::parse2::<syn::TraitItemFn>(expansion).is_ok());
    }
}
