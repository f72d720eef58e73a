//! The pages.

use axum::response::Html;
use html_escape::encode_safe;

pub fn page(body: &str) -> Html<String> {
    Html(format!("<!doctype html><title>Wallet</title>{body}"))
}

/// How many more codes the bank takes.
pub fn tries(left: u32) -> String {
    if left == 1 {
        "1 try is left".to_owned()
    } else {
        format!("{left} tries are left")
    }
}

/// The form that asks for the code of the login or the payment that the hidden field
/// names. `/send` behind the form's address has the code sent again.
pub fn code_form(action: &str, (name, value): (&str, &str), note: &str) -> Html<String> {
    let value = encode_safe(value);
    page(&format!(
        "<p>{note}<form method=post action={action}>\
         <input type=hidden name={name} value='{value}'>\
         <label>Code <input name=code required autocomplete=one-time-code></label>\
         <button>Go on</button>\
         <button formnovalidate formaction={action}/send>Send the code again</button></form>"
    ))
}
