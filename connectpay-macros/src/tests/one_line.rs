//! What rustc has to look at again if one line of a trait has changed. It checks a module
//! as a whole, so a change in many places of an expansion is dear in a large trait.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The expansion of a trait with this path.
fn expansion(path: &str) -> TokenStream {
    let item = quote! {
        trait Accounts {
            #[connectpay::endpoint(path = #path)]
            async fn account(&self, account_id: &str) -> Result<Account>;

            #[cfg(feature = "closing")]
            #[connectpay::endpoint(method = POST, path = "/closed", idempotent)]
            async fn close(&self, #[body] reason: &Reason) -> Result<()>;
        }
    };
    let args = quote! { base = "/example/partner", auth = partner };
    crate::api::expand(args, &item)
}

/// The text of the tokens, without documentation and without the list of paths.
fn checked_anew(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut before = [String::new(), String::new()];
    for token in tokens {
        let name = token.to_string();
        let group = match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        };
        let is_documentation = before[1] == "#" && name.starts_with("[doc =");
        let is_list = before == ["mod", "__connectpay_paths"];
        text += &match group {
            Some(_) if is_documentation || is_list => "…".to_owned(),
            Some(inside) => checked_anew(inside),
            None => name.clone(),
        };
        text += " ";
        let [_, last] = before;
        before = [last, name];
    }
    text
}

#[test]
fn another_path_changes_nothing_but_the_documentation_and_the_list_of_paths() {
    let [before, after] = ["/accounts/{account_id}", "/account/{account_id}"].map(expansion);
    assert!(!before.to_string().contains("compile_error"), "{before}");
    assert_ne!(before.to_string(), after.to_string());
    assert_eq!(checked_anew(before), checked_anew(after));
}
