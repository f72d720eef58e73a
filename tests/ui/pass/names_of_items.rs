//! Items of the author's may have the names that generated code needs.
#![allow(dead_code, non_camel_case_types, unused_imports, unused_macros)]

mod hostile {
    mod connectpay {}
    mod core {}
    mod std {}
    mod alloc {}
    mod diagnostic {}
    struct Option;
    struct Box;
    struct Vec;
    struct Call;
    struct Caller;
    struct Client;
    struct Session;
    struct Endpoint;
    struct Request;
    struct Partner;
    struct User;
    struct Api;
    struct Ok;
    struct Err;
    struct Some;
    struct None;
    struct str;
    struct u8;
    struct bool;
    struct usize;
    trait Send {}
    trait Sync {}
    trait Sized {}
    trait From {}
    trait Into {}
    trait Future {}
    trait Decode {}
    macro_rules! vec {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }
    fn call() {}
    fn request() {}
    const REQUEST: () = ();

    type Result<T> = ::connectpay::Result<T>;
    type Text = ::std::string::String;
    type Perhaps = ::std::option::Option<::std::primitive::u8>;

    #[::connectpay::api(base = "/example/partner", auth = partner)]
    pub(super) trait OneScheme {
        #[::connectpay::endpoint(path = "/{id}")]
        async fn one(
            &self,
            id: &::std::primitive::str,
            #[query] page: ::std::primitive::u8,
            #[header("X-Request-ID")] request_id: Text,
            #[body] body: ::std::option::Option<Text>,
        ) -> Result<Perhaps>;
    }

    #[::connectpay::api]
    pub(super) trait BothSchemes {
        #[::connectpay::endpoint(method = GET, path = "/example/partner", auth = partner)]
        async fn partner(&self) -> Result<()>;

        #[::connectpay::endpoint(path = "/example/client", auth = user)]
        fn user(&self) -> ::connectpay::Call<Perhaps>;
    }
}

use super::echo;

#[tokio::main(flavor = "current_thread")]
pub(super) async fn main() -> connectpay::Result<()> {
    use hostile::{BothSchemes, OneScheme};

    let client = echo::answering("5");
    let answer = client.one("x", 1, "0b4c".to_owned(), None).await?;
    assert_eq!(answer, Some(5));
    client.partner().await?;
    assert_eq!(echo::session_of(&client).user().await?, Some(5));
    Ok(())
}
