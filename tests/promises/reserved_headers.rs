//! The macros and the runtime refuse the same headers.

/// The names in a source file's list of reserved headers.
fn list<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!("const {name}: &[&str] = &[");
    let (_, list) = source.split_once(&begin).unwrap();
    let (list, _) = list.split_once("];").unwrap();
    list.split('"').skip(1).step_by(2).collect()
}

#[test]
fn a_header_is_refused_at_run_time_just_where_it_is_refused_at_compile_time() {
    let macros = include_str!("../../connectpay-macros/src/header/reserved.rs");
    let runtime = include_str!("../../connectpay-runtime/src/request/header/reserved.rs");
    assert!(list(macros, "RESERVED").contains(&"authorization"));
    for name in ["RESERVED", "SENT"] {
        assert_eq!(list(macros, name), list(runtime, name), "{name}");
    }
}
