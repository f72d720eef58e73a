//! Attributes of other crates, above methods that their implementors write.

use quote::quote;

fn expansion(attr: &str, method: &str) -> String {
    let attr: proc_macro2::TokenStream = attr.parse().unwrap();
    let method: proc_macro2::TokenStream = method.parse().unwrap();
    let item = quote! {
        trait Accounts {
            #[connectpay::endpoint(path = "/accounts")]
            async fn accounts(&self) -> Result<Accounts>;

            #attr
            #method
        }
    };
    let args = quote! { base = "/example/partner", auth = partner };
    crate::api::expand(args, &item).to_string()
}

#[test]
fn an_attribute_named_for_a_method_counts_only_above_what_may_be_an_endpoint() {
    for (attr, method, is_refused) in [
        ("#[rest::get(\"/x\")]", "fn page(&self) -> u8;", false),
        ("#[get(\"/x\", cache)]", "fn page(&self, id: &str);", false),
        ("#[connectpay::get(\"/x\")]", "fn page(&self) -> u8;", true),
        (
            "#[get(\"/x\")]",
            "async fn page(&self) -> Result<u8>;",
            true,
        ),
        ("#[rest::get(\"/x\")]", "fn page(&self) -> Call<u8>;", true),
        (
            "#[get(\"/x\")]",
            "async fn page(&self, #[query] q: &str) -> u8;",
            true,
        ),
    ] {
        let expansion = expansion(attr, method);
        let found = expansion.contains("the library has no attribute");
        assert_eq!(found, is_refused, "{attr} {method}");
        assert_eq!(
            expansion.contains("compile_error"),
            is_refused,
            "{attr} {method}"
        );
    }
}
