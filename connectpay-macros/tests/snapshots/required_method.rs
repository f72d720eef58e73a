trait Named: ::connectpay::__private::Caller<
        ::connectpay::__private::Partner,
    > + ::connectpay::__private::UnderApi {
    fn name(&self) -> String;
    /// `GET /example/partner/things`, with the partner's API key (`x-connectpay-api-key`).
    fn things(&self) -> ::connectpay::__private::Call<()> {
        let __connectpay_request = ::connectpay::__private::Request::new(const {
            &::connectpay::__private::Endpoint::new(
                "things",
                ::connectpay::__private::Verb::Get,
                "/example/partner/things",
                ::connectpay::__private::AuthScheme::Partner,
            )
        });
        ::connectpay::__private::call::<
            Result<()>,
            (),
            _,
        >(
            __connectpay_request,
            ::connectpay::__private::Caller::<
                ::connectpay::__private::Partner,
            >::channel(self),
            { ::connectpay::__private::Decoder::<()>::NEW }.__decode(),
        )
    }
}
/// The endpoints of [`trait@Named`] as data.
#[allow(non_upper_case_globals)]
const Named: ::connectpay::__private::Api = ::connectpay::__private::Api::new(
    "Named",
    &[
        ::connectpay::__private::Operation::new(
            ::connectpay::__private::Endpoint::new(
                "things",
                ::connectpay::__private::Verb::Get,
                "/example/partner/things",
                ::connectpay::__private::AuthScheme::Partner,
            ),
            "",
            &[],
            "()",
        ),
    ],
);
const _: &::connectpay::__private::Api = &Named;
