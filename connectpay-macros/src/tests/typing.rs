//! Declarations while they are typed. An editor runs the macros at every key, so each
//! beginning of a declaration has to leave the rest of its trait as it was.

mod declaration;
mod outline;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use connectpay_typing::{attributes_above_the_method, prefixes};
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;

use self::declaration::Declaration;
use self::outline::Outline;

/// What is in each method of a trait that is not expanded.
const NEVER_RUNS: &str = "cannot read this declaration";

/// What the macros make of a trait, and how many errors of theirs are in it. Where there is
/// none, either the trait is whole or no compiler can read it.
fn expand(api: &str, item: &str) -> Option<(TokenStream, usize)> {
    // Text that is no token stream never reaches a macro.
    let (api, item) = (api.parse().unwrap(), item.parse().ok()?);
    let expansion = crate::api::expand(api, &item);
    let errors = reported(expansion.clone());
    let is_never_reported = errors == 0 && expansion.to_string().contains(NEVER_RUNS);
    assert!(
        !is_never_reported || syn::parse2::<syn::ItemTrait>(item.clone()).is_err(),
        "nobody reports {item}"
    );
    Some((expansion, errors))
}

/// How often something is reported. A second copy of one report counts, since rustc reports
/// it again in an incremental build.
fn reported(expansion: TokenStream) -> usize {
    let reported = expansion.into_iter().map(|token| match token {
        TokenTree::Group(group) => reported(group.stream()),
        token => usize::from(is_word(&token, "compile_error")),
    });
    reported.sum()
}

fn ends_in_half_an_attribute(text: &str) -> bool {
    let attributes = text.parse().ok().filter(|_| text.ends_with(']'));
    attributes.is_some_and(|it| syn::Attribute::parse_outer.parse2(it).is_err())
}

/// Whether a token is this identifier. To print a group in order to compare it would cost
/// more than the macros do.
fn is_word(token: &TokenTree, expected: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == expected)
}

/// What typing a declaration came to.
#[derive(Default)]
struct Typed {
    failures: String,
    /// How many beginnings had this many errors.
    counts: BTreeMap<usize, usize>,
    lost: usize,
}

impl Typed {
    /// Types a declaration, and looks at one beginning in `step`.
    fn of(declaration: &Declaration, step: usize) -> Self {
        let mut typed = Self::default();
        let Some(api) = &declaration.api else {
            return typed;
        };
        let (_, errors) = expand(api, &declaration.whole()).unwrap();
        if errors > 0 {
            // In a macro of the file's own, fragments stand where the macros see tokens.
            assert!(declaration.whole().contains('$'), "{}", declaration.place);
            return typed;
        }
        let others = Outline::of(expand(api, &declaration.with("")).unwrap().0);
        let above = attributes_above_the_method(&declaration.text);
        let beginnings = prefixes(&declaration.text).into_iter().chain(above);
        // Declarations that are alike are looked at in different places.
        let first = declaration.before.len() % step;
        for text in beginnings.skip(first).step_by(step) {
            let text = &text;
            if let Some((expansion, errors)) = expand(api, &declaration.with(text)) {
                let outline = Outline::of(expansion);
                typed.compare(&declaration.place, text, errors, &others, &outline);
            }
        }
        typed
    }

    fn compare(
        &mut self,
        place: &str,
        text: &str,
        errors: usize,
        others: &Outline,
        outline: &Outline,
    ) {
        *self.counts.entry(errors).or_default() += 1;
        let methods: Vec<_> = others.methods.difference(&outline.methods).collect();
        let impls: Vec<_> = others
            .implementors
            .difference(&outline.implementors)
            .collect();
        // An attribute that only rustc can report makes the next endpoint unreadable.
        let unread = usize::from(ends_in_half_an_attribute(text));
        let operations = others
            .operations
            .saturating_sub(outline.operations + unread);
        let is_lost = !methods.is_empty() || !impls.is_empty() || operations > 0;
        self.lost += usize::from(is_lost);
        if errors > 1 || is_lost {
            writeln!(
                self.failures,
                "{place}: {errors} errors, {text:?} loses {methods:?}, {impls:?} and {operations} of the table",
            )
            .unwrap();
        }
    }

    fn add(mut self, other: Self) -> Self {
        self.failures += &other.failures;
        self.lost += other.lost;
        for (errors, count) in other.counts {
            *self.counts.entry(errors).or_default() += count;
        }
        self
    }
}

/// A developer waits for one beginning in five. CI looks at every one.
fn step() -> usize {
    match std::env::var_os("CONNECTPAY_EVERY_BEGINNING") {
        Some(_) => 1,
        None => 5,
    }
}

#[test]
fn a_declaration_that_is_typed_costs_one_error_at_most_and_no_other_endpoint() {
    let (declarations, step) = (Declaration::all(), step());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    // Neighbours go to different threads, since long declarations stand together.
    let every = |first| declarations.iter().skip(first).step_by(threads);
    let share = |first| {
        every(first)
            .map(|declaration| Typed::of(declaration, step))
            .fold(Typed::default(), Typed::add)
    };
    let Typed {
        failures,
        counts,
        lost,
    } = std::thread::scope(|scope| {
        let share = &share;
        let spawn = |first| scope.spawn(move || share(first));
        let running: Vec<_> = (0..threads).map(spawn).collect();
        let ended = running.into_iter().map(|thread| thread.join().unwrap());
        ended.fold(Typed::default(), Typed::add)
    });
    assert!(failures.is_empty(), "{failures}\n{counts:?} {lost} lost");
    assert!(counts.values().sum::<usize>() > 10_000 / step, "{counts:?}");
}
