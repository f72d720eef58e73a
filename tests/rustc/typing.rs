//! Declarations while they are typed, as rustc reports them. The macros' own tests type
//! every declaration of `tests/ui/pass`; here rustc reads a sample, with a program that
//! uses the trait in every way there is. All is one crate, with a module for each
//! beginning, so that rustc starts once.

mod compiled;
mod sample;

use std::fmt::Write as _;

use self::compiled::{Compiled, compile};
use self::sample::{Beginning, Module};

#[test]
fn a_declaration_that_is_typed_costs_one_error_of_ours_and_none_at_a_use_of_the_others() {
    let beginnings = sample::beginnings();
    let modules = beginnings.iter().map(Beginning::module);
    let unexpanded = beginnings.iter().map(Beginning::module_without_macros);
    let controls = [sample::broken_use(), sample::whole()];
    let compiled = compile(modules.chain(unexpanded).chain(controls));

    let mut failures = String::new();
    let (mut ours, mut rustc) = (0, 0);
    for beginning in &beginnings {
        let module = beginning.module();
        let errors = compiled.errors(&module);
        // What rustc says of the syntax, it says without the macros too.
        let syntax = compiled.errors(&beginning.module_without_macros()).len();
        let at_uses = compiled.errors_at_uses(&module);
        let names = errors.iter().filter(|error| error.is_half_a_name()).count();
        let others = errors.len() - names;
        if others > syntax.max(1) || names > 1 || at_uses > 0 {
            writeln!(failures, "{:?}: {errors:#?}", beginning.typed).unwrap();
        }
        rustc += usize::from(syntax > 0);
        ours += usize::from(syntax == 0 && others == 1);
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(ours > 50 && rustc > 100, "{ours} ours, {rustc} of rustc's");
    controls_hold(&compiled);
}

/// An error at a use would have been seen: rustc came as far as the uses, and reads a
/// trait without a mistake.
fn controls_hold(compiled: &Compiled) {
    let broken = sample::broken_use();
    assert!(compiled.errors_at_uses(&broken) > 0, "no use was checked");
    let whole: Module = sample::whole();
    assert_eq!(compiled.errors(&whole), [] as [&compiled::Error; 0]);
}
