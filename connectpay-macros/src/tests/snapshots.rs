//! What each form of a declaration becomes, formatted, so that a change of it
//! is seen in review. `UPDATE_EXPECT=1 cargo test -p connectpay-macros` writes
//! the files anew.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use quote::quote;

fn formatted(tokens: &TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens.clone()).unwrap())
}

/// An endpoint alone stands in a trait, which is part of the snapshot.
fn endpoint(args: TokenStream, method: &TokenStream, expected: &ExpectFile) {
    let method = crate::endpoint::expand(args, method);
    expected.assert_eq(&formatted(&quote! { trait Api { #method } }));
}

fn api(args: TokenStream, item: &TokenStream, expected: &ExpectFile) {
    expected.assert_eq(&formatted(&crate::api::expand(args, item)));
}

#[test]
fn an_endpoint_alone_carries_its_bound() {
    endpoint(
        quote! { path = "/baas-sca/user-management/partner/users", auth = partner },
        &quote! {
            /// Creates a user.
            async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;
        },
        &expect_file!["../../tests/snapshots/endpoint_alone.rs"],
    );
}

#[test]
fn what_hides_a_trait_or_a_method_hides_what_is_made_of_it() {
    api(
        quote! { base = "/example/partner", auth = partner },
        &quote! {
            #[doc(hidden)]
            #[cfg_attr(docsrs, doc(hidden))]
            #[doc(alias = "secret")]
            pub trait Hidden {
                #[doc(hidden)]
                #[endpoint(method = POST, path = "/{thingId}", once)]
                async fn hidden(&self, thing_id: &str) -> Result<()>;
            }
        },
        &expect_file!["../../tests/snapshots/hidden.rs"],
    );
}

#[test]
fn a_trait_gives_its_headers_to_its_endpoints() {
    api(
        quote! { auth = partner, header("X-Api-Version" = "2"), header("Accept" = "text/csv", "x-b" = "c") },
        &quote! {
            pub trait Rates {
                #[endpoint(path = "/example/partner/rates")]
                async fn rates(&self, #[query(style = comma)] pairs: &[&str]) -> Result<String>;
            }
        },
        &expect_file!["../../tests/snapshots/default_headers.rs"],
    );
}

#[test]
fn a_method_that_returns_call_keeps_its_return_type() {
    endpoint(
        quote! { method = POST, path = "/baas-sca/user-management/client/users/logout", auth = user },
        &quote! { fn logout(&self) -> connectpay::Call<()>; },
        &expect_file!["../../tests/snapshots/returns_call.rs"],
    );
}

#[test]
fn every_kind_of_argument_goes_to_its_place() {
    endpoint(
        quote! { method = PUT, path = "/example/client/{owner}/things/{number}", auth = user, idempotent, crate = ::renamed },
        &quote! {
            #[deprecated]
            async fn put(
                &self,
                number: u64,
                owner: &str,
                #[query] r#type: Option<&str>,
                #[query(rename = "pageSize")] page_size: u32,
                #[query(flatten)] filter: &Filter,
                #[header("X-Request-ID")] #[allow(unused)] id: String,
                #[body] thing: Option<Thing>,
            ) -> renamed::Result<Option<Vec<Thing>>>
            where
                Self: Sized;
        },
        &expect_file!["../../tests/snapshots/every_argument.rs"],
    );
}

#[test]
fn a_trait_of_one_scheme_carries_the_bound_itself() {
    api(
        quote! { base = "/baas-sca/user-management", auth = partner },
        &quote! {
            /// Users.
            pub trait Users: Clone {
                /// Creates a user.
                #[connectpay::endpoint(path = "/partner/users")]
                async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

                fn name(&self) -> String { todo!() }
            }
        },
        &expect_file!["../../tests/snapshots/one_scheme.rs"],
    );
}

#[test]
fn in_a_mixed_trait_each_method_carries_its_bound() {
    api(
        quote! { host(stage = "https://stage.example.com", production = "https://example.com"), crate = crate::sdk },
        &quote! {
            trait Both<T: Clone> where T: Send {
                #[endpoint(method = GET, path = "/example/partner/things/{id}", auth = partner)]
                async fn partner(&self, id: u8) -> Result<()>;

                #[cfg(feature = "users")]
                #[endpoint(method = GET, path = "/example/client/things/{id}", auth = user)]
                async fn user(&self, id: u8) -> Result<()>;
            }
        },
        &expect_file!["../../tests/snapshots/mixed.rs"],
    );
}

#[test]
fn a_trait_with_a_required_method_is_not_implemented() {
    api(
        quote! {},
        &quote! {
            trait Named {
                fn name(&self) -> String;

                #[endpoint(method = GET, path = "/example/partner/things", auth = partner)]
                async fn things(&self) -> Result<()>;
            }
        },
        &expect_file!["../../tests/snapshots/required_method.rs"],
    );
}

#[test]
fn a_broken_endpoint_is_emitted_all_the_same() {
    endpoint(
        quote! { path = "partner//users?", auth = usr },
        &quote! {
            /// Creates a user.
            pub const unsafe fn create_user<T>(self, (a, b): (u8, T), user: &NewUser) -> Result<CreatedUser>;
        },
        &expect_file!["../../tests/snapshots/broken_endpoint.rs"],
    );
}

#[test]
fn a_broken_trait_is_emitted_all_the_same() {
    api(
        quote! { bas = "/x" },
        &quote! {
            pub trait Users {
                #[connectpay::endpoint(path = "/example/partner/users", auth = user)]
                async fn create_user(&self, #[body] user: &NewUser) -> Result<CreatedUser>;

                #[connectpay::endpoint(path = "/example/partner/users", auth = partner)]
                async fn users(&self) -> Result<Vec<CreatedUser>>;

                fn other(&self) {}
            }
        },
        &expect_file!["../../tests/snapshots/broken_trait.rs"],
    );
}
