trait Api {
    /// `POST /baas-sca/user-management/client/users/logout`, with the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`.
    fn logout(&self) -> connectpay::Call<()>
    where
        Self: ::connectpay::__private::Caller<::connectpay::__private::User>,
    {
        {
            use ::connectpay::__private::ByItself as _;
            ::connectpay::__private::by_itself(self.__connectpay_expansion());
        }
        let __connectpay_decode = { ::connectpay::__private::Decoder::<()>::NEW }
            .__decode();
        let __connectpay_unsent = ::connectpay::__private::Unsent::new(
            ::connectpay::__private::Caller::<
                ::connectpay::__private::User,
            >::channel(self),
            const {
                &::connectpay::__private::Endpoint::new(
                    "logout",
                    ::connectpay::__private::Verb::Post,
                    &"/baas-sca/user-management/client/users/logout",
                    ::connectpay::__private::AuthScheme::User,
                )
            },
        );
        ::connectpay::__private::call::<
            connectpay::Call<()>,
            (),
        >(__connectpay_unsent, __connectpay_decode)
    }
}
