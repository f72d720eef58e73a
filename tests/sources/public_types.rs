//! The table in the crate's documentation lists all types of other crates in the public
//! API and says why each is there: a new major version of such a crate is a breaking
//! change here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

#[test]
fn the_table_has_every_type_of_another_crate_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("connectpay-runtime");
    let found = found(&sources(&root.join("src")), &dependencies(&root));
    let table = table(&fs::read_to_string(root.join("src/lib.rs")).unwrap());
    assert!(found.len() > 10, "the sources were not found: {found:?}");
    let missing: Vec<_> = found.difference(&table).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    let gone: Vec<_> = table.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "in the table and in no signature: {gone:?}"
    );
}

#[test]
fn a_type_is_found_wherever_a_signature_has_it() {
    let source = "
        pub use other::Reexported;
        use other::{Argument, deep::Answer, Trait as Renamed, Hidden, Field, Bound};
        pub struct Public { pub field: Field, private: Hidden }
        impl Public {
            pub fn one(&self, it: Option<Argument>) -> Answer where Self: Bound { Hidden }
            pub(crate) fn two(it: Hidden) -> <Private as Hidden>::Output {}
            pub fn three(it: <Self as Renamed>::Output) {}
        }
        impl Renamed for Public { type Output = other::Output; fn f() { Hidden } }
        pub trait Open: other::Super { fn f(&self, it: &dyn other::Object); }
        struct Private;
        impl Private { pub fn three(it: Hidden) {} }
        impl Hidden for Private {}
    ";
    let library = "pub use crate::a::{Open, Public};";
    let sources = [library, source].map(|text| syn::parse_file(text).unwrap());
    let found = found(&sources, &BTreeSet::from(["other".to_owned()]));
    let expected = [
        "Argument",
        "Bound",
        "Field",
        "Object",
        "Output",
        "Reexported",
        "Super",
        "Trait",
        "deep::Answer",
    ]
    .map(|name| format!("other::{name}"));
    assert_eq!(found, BTreeSet::from(expected));
}

/// The first column of the rows that name types of other crates.
fn table(library: &str) -> BTreeSet<String> {
    let (_, section) = library
        .split_once("//! # Types of other crates")
        .expect("the section");
    section
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("//!"))
        .filter_map(|line| line.strip_prefix("//! | ")?.split_once(" | "))
        .flat_map(|(names, _)| {
            let mut parts = names.split('`').skip(1).step_by(2);
            // Further names in a row belong to the crate of the first name.
            let first = parts.next().unwrap_or_default().to_owned();
            let of = first.split("::").next().unwrap_or_default().to_owned();
            let others = parts.map(move |name| format!("{of}::{name}"));
            std::iter::once(first).chain(others).collect::<Vec<_>>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// The names of crates in code.
fn dependencies(package: &Path) -> BTreeSet<String> {
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").unwrap();
    dependencies
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(['.', ' ']))
        .map(|(name, _)| name.replace('-', "_"))
        .filter(|name| !matches!(name.as_str(), "#" | "connectpay_macros"))
        .collect()
}

fn sources(folder: &Path) -> Vec<syn::File> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        }
    }
    found
}

/// Every type and trait of these crates that a public item names.
fn found(sources: &[syn::File], crates: &BTreeSet<String>) -> BTreeSet<String> {
    let mut public = BTreeSet::new();
    for item in sources.iter().flat_map(|file| &file.items) {
        let Item::Use(item) = item else { continue };
        if is_public(&item.vis) {
            let own = imports(&item.tree, "").into_iter();
            let own = own.filter(|(_, path)| path.starts_with("crate::"));
            public.extend(own.map(|(name, _)| name));
        }
    }
    let mut found = BTreeSet::new();
    for file in sources {
        let mut names = Names {
            crates,
            imported: BTreeMap::new(),
            found: &mut found,
        };
        for item in &file.items {
            let Item::Use(item) = item else { continue };
            for (name, path) in imports(&item.tree, "") {
                if names.is_foreign(&path) {
                    if is_public(&item.vis) {
                        names.found.insert(path.clone());
                    }
                    names.imported.insert(name, path);
                }
            }
        }
        for item in &file.items {
            look(item, &public, &mut names);
        }
    }
    found
}

/// Visits what is public of an item.
fn look(item: &Item, public: &BTreeSet<String>, names: &mut Names<'_>) {
    let is_exported = |name: &syn::Ident| public.contains(&name.to_string());
    match item {
        Item::Impl(item) => {
            let syn::Type::Path(of) = &*item.self_ty else {
                return;
            };
            let of = of.path.segments.last();
            if !of.is_some_and(|it| is_exported(&it.ident)) {
                return;
            }
            if let Some(implemented) = &item.trait_ {
                names.visit_path(&implemented.0);
            }
            names.visit_generics(&item.generics);
            let is_trait = item.trait_.is_some();
            for item in &item.items {
                match item {
                    syn::ImplItem::Fn(item)
                        if !is_trait && is_public(&item.vis) && !is_hidden(&item.attrs) =>
                    {
                        names.visit_signature(&item.sig);
                    }
                    syn::ImplItem::Type(item) if is_trait => names.visit_type(&item.ty),
                    _ => {}
                }
            }
        }
        Item::Trait(item) if is_exported(&item.ident) => {
            for bound in &item.supertraits {
                names.visit_type_param_bound(bound);
            }
            for item in &item.items {
                if let syn::TraitItem::Fn(item) = item {
                    names.visit_signature(&item.sig);
                }
            }
        }
        Item::Struct(item) if is_exported(&item.ident) => {
            names.visit_generics(&item.generics);
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                names.visit_type(&field.ty);
            }
        }
        Item::Enum(item) if is_exported(&item.ident) => names.visit_item_enum(item),
        Item::Type(item) if is_exported(&item.ident) => names.visit_type(&item.ty),
        Item::Fn(item) if is_exported(&item.sig.ident) => names.visit_signature(&item.sig),
        _ => {}
    }
}

/// Collects the paths into other crates.
struct Names<'a> {
    crates: &'a BTreeSet<String>,
    imported: BTreeMap<String, String>,
    found: &'a mut BTreeSet<String>,
}

impl Names<'_> {
    fn is_foreign(&self, path: &str) -> bool {
        let first = path.split("::").next().unwrap_or_default();
        self.crates.contains(first)
    }
}

impl Visit<'_> for Names<'_> {
    fn visit_path(&mut self, path: &syn::Path) {
        let segments: Vec<_> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let full = match self.imported.get(&segments[0]) {
            Some(imported) => [std::slice::from_ref(imported), &segments[1..]]
                .concat()
                .join("::"),
            None => segments.join("::"),
        };
        if self.is_foreign(&full) {
            self.found.insert(without_members(&full));
        }
        visit::visit_path(self, path);
    }

    // What a function's body names does not matter.
    fn visit_block(&mut self, _: &syn::Block) {}

    fn visit_attribute(&mut self, _: &Attribute) {}
}

/// The path to the type or trait, without its associated items, such as
/// `Service::Error`.
fn without_members(path: &str) -> String {
    let is_type = |segment: &str| segment.starts_with(char::is_uppercase);
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split("::") {
        if kept.last().is_some_and(|last| is_type(last)) {
            break;
        }
        kept.push(segment);
    }
    kept.join("::")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is_hidden = || {
            attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|it| it == "hidden")
        };
        attribute.path().is_ident("doc") && is_hidden()
    })
}

/// The names that an import introduces, and their paths.
fn imports(tree: &UseTree, before: &str) -> Vec<(String, String)> {
    let joined = |name: &syn::Ident| match before {
        "" => name.to_string(),
        before => format!("{before}::{name}"),
    };
    match tree {
        UseTree::Path(path) => imports(&path.tree, &joined(&path.ident)),
        UseTree::Name(name) => vec![(name.ident.to_string(), joined(&name.ident))],
        UseTree::Rename(name) => vec![(name.rename.to_string(), joined(&name.ident))],
        UseTree::Group(group) => {
            let items = group.items.iter();
            items.flat_map(|item| imports(item, before)).collect()
        }
        UseTree::Glob(_) => Vec::new(),
    }
}
