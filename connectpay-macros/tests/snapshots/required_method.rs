trait Named: ::connectpay::__private::Caller<
        ::connectpay::__private::Partner,
    > + ::connectpay::__private::UnderApi {
    fn name(&self) -> String;
    /// `GET /example/partner/things`, with the partner's API key (`x-connectpay-api-key`).
    fn things(&self) -> ::connectpay::__private::Call<()> {
        let __connectpay_decode = { ::connectpay::__private::Decoder::<()>::NEW }
            .__decode();
        let __connectpay_unsent = ::connectpay::__private::Unsent::listed(
            ::connectpay::__private::Caller::<
                ::connectpay::__private::Partner,
            >::channel(self),
            Named,
            0,
        );
        ::connectpay::__private::call::<
            Result<()>,
            (),
        >(__connectpay_unsent, __connectpay_decode)
    }
}
/// The endpoints of [`trait@Named`] as data.
#[allow(non_upper_case_globals)]
const Named: ::connectpay::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 1] = ["/example/partner/things"];
    }
    use __connectpay_paths::PATHS;
    use ::connectpay::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
            0,
            Endpoint::new("things", Verb::Get, &PATHS[0], AuthScheme::Partner),
            "",
            &[],
            "()",
        ),
    ];
    Api::new("Named", OPERATIONS)
};
const _: &::connectpay::__private::Api = &Named;
