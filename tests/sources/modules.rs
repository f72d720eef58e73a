//! Imports go one way: no modules of a crate import one another in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A module's path within its crate. The root's path is empty.
type Module = Vec<String>;

#[test]
fn no_modules_import_one_another_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in [
        "connectpay-macros",
        "connectpay-runtime",
        "connectpay-sandbox",
        "tests/gateways",
    ] {
        let sources = sources(&root.join(name).join("src"));
        assert!(sources.len() > 10, "{name} was not found");
        let circle = circle(&imports(&sources));
        assert!(circle.is_none(), "{name}: {}", circle.unwrap_or_default());
    }
}

#[test]
fn a_circle_is_found() {
    let sources = |a: &str, b: &str| {
        let source = |text: &str| text.parse().unwrap();
        BTreeMap::from([
            (vec![], source("mod a; mod b;")),
            (vec!["a".to_owned()], source(a)),
            (vec!["b".to_owned()], source(b)),
        ])
    };
    let a = "use crate::{b::B, c};";
    assert_eq!(circle(&imports(&sources(a, "struct B;"))), None);
    assert_eq!(
        circle(&imports(&sources(a, "fn f() -> super::a::A { }"))).as_deref(),
        Some("a -> b -> a")
    );
}

/// The tokens of every file, without comments and text.
fn sources(folder: &Path) -> BTreeMap<Module, TokenStream> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let below = sources(&path).into_iter();
            found.extend(
                below.map(|(module, tokens)| ([vec![name.clone()], module].concat(), tokens)),
            );
        } else if name != "main" && path.extension().is_some_and(|extension| extension == "rs") {
            let module = if name == "lib" { vec![] } else { vec![name] };
            let text = fs::read_to_string(&path).unwrap();
            found.insert(module, without_tests(text.parse().unwrap()));
        }
    }
    found.retain(|module, _| module.first().is_none_or(|first| first != "tests"));
    found
}

/// Tests look at everything, so they are left out.
fn without_tests(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let tests = tokens
        .windows(2)
        .position(|pair| pair[0].to_string() == "mod" && pair[1].to_string() == "tests");
    tokens
        .into_iter()
        .take(tests.unwrap_or(usize::MAX))
        .collect()
}

/// The modules that each module names, without its own parents and children.
fn imports(sources: &BTreeMap<Module, TokenStream>) -> BTreeMap<Module, BTreeSet<Module>> {
    sources
        .iter()
        .map(|(module, tokens)| {
            let mut named = Vec::new();
            paths(tokens.clone(), module, &mut named);
            let targets = named.into_iter().map(|mut path| {
                while !sources.contains_key(&path) {
                    path.pop();
                }
                path
            });
            let unrelated =
                |target: &Module| !target.starts_with(module) && !module.starts_with(target);
            (module.clone(), targets.filter(unrelated).collect())
        })
        .collect()
}

/// Collects every path that begins with `crate` or `super`, even in expressions.
fn paths(tokens: TokenStream, module: &Module, named: &mut Vec<Module>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(root) if root == "crate" || root == "super" => {
                let mut path = Module::new();
                if root == "super" {
                    path.extend(module.iter().take(module.len().saturating_sub(1)).cloned());
                }
                follow(&mut tokens, path, named);
            }
            TokenTree::Group(group) => paths(group.stream(), module, named),
            _ => {}
        }
    }
}

/// Follows `::a::b` or `::a::{b, c::d}` from where `path` leads.
fn follow(
    tokens: &mut std::iter::Peekable<proc_macro2::token_stream::IntoIter>,
    mut path: Module,
    named: &mut Vec<Module>,
) {
    loop {
        match tokens.peek() {
            Some(TokenTree::Punct(colon)) if colon.as_char() == ':' => {
                tokens.next();
            }
            Some(TokenTree::Ident(ident)) => {
                path.push(ident.to_string());
                tokens.next();
                if !matches!(tokens.peek(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':')
                {
                    named.push(path);
                    return;
                }
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut inside = group.stream().into_iter().peekable();
                while inside.peek().is_some() {
                    follow(&mut inside, path.clone(), named);
                    // This skips a comma, or an `as` with its name.
                    inside.next();
                }
                tokens.next();
                return;
            }
            _ => {
                named.push(path);
                return;
            }
        }
    }
}

/// One circle, as text.
fn circle(imports: &BTreeMap<Module, BTreeSet<Module>>) -> Option<String> {
    fn visit(
        module: &Module,
        imports: &BTreeMap<Module, BTreeSet<Module>>,
        way: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> Option<String> {
        if let Some(begin) = way.iter().position(|earlier| earlier == module) {
            let names = way[begin..].iter().chain([module]);
            let names: Vec<String> = names.map(|module| module.join("::")).collect();
            return Some(names.join(" -> "));
        }
        if !done.insert(module.clone()) {
            return None;
        }
        way.push(module.clone());
        let found = imports[module]
            .iter()
            .find_map(|target| visit(target, imports, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    imports
        .keys()
        .find_map(|module| visit(module, imports, &mut Vec::new(), &mut done))
}
