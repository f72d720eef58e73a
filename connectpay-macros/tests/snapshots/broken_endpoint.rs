trait Api {
    /// Creates a user.
    fn create_user(
        &self,
        _: ::connectpay::__private::Mistaken<
            {
                ::core::compile_error! {
                    "the path \"partner//users?\" does not begin with a slash; expected \"/partner//users?\""
                }
            },
        >,
        user: &NewUser,
    ) -> ::connectpay::__private::Call<CreatedUser> {
        let _ = user;
        fn named<T>(_: *const (u8, T)) {}
        let _: *const Result<()>;
        const { ::core::panic!("`#[connectpay::api]` cannot read this declaration") }
    }
    ::core::compile_error! {
        "the path has a `?`; expected query parameters as arguments marked `#[query]`"
    }
    ::core::compile_error! {
        "the path \"partner//users\" has an empty segment; expected \"partner/users\""
    }
    ::core::compile_error! {
        "unknown scheme `usr`; expected `partner` for the partner's API key or `user` for a user's access token; did you mean `user`?"
    }
    ::core::compile_error! {
        "the method has a visibility, which a trait's methods take from the trait; expected none"
    }
    ::core::compile_error! {
        "an endpoint cannot be `const`; expected `async fn … -> Result<T>` or `fn … -> Call<T>`"
    }
    ::core::compile_error! {
        "an endpoint cannot be `unsafe`; expected `async fn … -> Result<T>` or `fn … -> Call<T>`"
    }
    ::core::compile_error! {
        "an endpoint has no generic parameters, with which its trait could not be used as `dyn`; expected concrete types"
    }
    ::core::compile_error! {
        "the receiver is `self`; expected `&self`"
    }
    ::core::compile_error! {
        "the method is not `async` and does not return `Call`; expected `async fn … -> Result<T>` or `fn … -> Call<T>`"
    }
    ::core::compile_error! {
        "the argument is the pattern `(a, b)`; expected a plain name"
    }
}
