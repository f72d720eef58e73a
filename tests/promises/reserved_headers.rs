//! The macros and the runtime refuse the same headers.

/// The names in the list that follows `RESERVED_HEADERS` in a source file.
fn list(source: &str) -> Vec<&str> {
    let (_, list) = source.split_once("RESERVED_HEADERS: &[&str] = &[").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    list.split('"').skip(1).step_by(2).collect()
}

#[test]
fn a_header_is_refused_at_run_time_just_where_it_is_refused_at_compile_time() {
    let macros = list(include_str!(
        "../../connectpay-macros/src/argument/header.rs"
    ));
    let runtime = list(include_str!(
        "../../connectpay-runtime/src/request/header.rs"
    ));
    assert!(macros.contains(&"authorization"));
    assert_eq!(macros, runtime);
}
