trait Api {
    /// Creates a user.
    ///
    /** `POST /baas-sca/user-management/partner/users`, with the partner's API key (`x-connectpay-api-key`).

 * `user` is the body, as JSON (`application/json`)*/
    fn create_user(&self, user: &NewUser) -> ::connectpay::__private::Call<CreatedUser>
    where
        Self: ::connectpay::__private::Caller<::connectpay::__private::Partner>,
    {
        {
            use ::connectpay::__private::ByItself as _;
            ::connectpay::__private::by_itself(self.__connectpay_expansion());
        }
        let __connectpay_decode = {
            ::connectpay::__private::Decoder::<CreatedUser>::OF_REPEATED
        }
            .__decode();
        let mut __connectpay_unsent = ::connectpay::__private::Unsent::new(
            ::connectpay::__private::Caller::<
                ::connectpay::__private::Partner,
            >::channel(self),
            const {
                &::connectpay::__private::Endpoint::new(
                    "create_user",
                    ::connectpay::__private::Verb::Post,
                    &"/baas-sca/user-management/partner/users",
                    ::connectpay::__private::AuthScheme::Partner,
                )
            },
        );
        ::connectpay::__private::Request::json_of(
            &mut __connectpay_unsent.request,
            "user",
            user,
        );
        ::connectpay::__private::Request::body(
            &mut __connectpay_unsent.request,
            "application/json",
            "user",
            { ::connectpay::__private::JsonContent::of(user) }.__value(),
        );
        ::connectpay::__private::call::<
            Result<CreatedUser>,
            CreatedUser,
        >(__connectpay_unsent, __connectpay_decode)
    }
}
