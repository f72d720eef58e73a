pub trait Rates: ::connectpay::__private::Caller<
        ::connectpay::__private::Partner,
    > + ::connectpay::__private::UnderApi {
    /** `GET /example/partner/rates`, with the partner's API key (`x-connectpay-api-key`). It sends the trait's header `x-api-version`. It sends the trait's header `accept`. It sends the trait's header `x-b`.

 * `pairs` is the query parameter `pairs`, its list with commas*/
    fn rates(&self, pairs: &[&str]) -> ::connectpay::__private::Call<String> {
        let __connectpay_decode = { ::connectpay::__private::Decoder::<String>::NEW }
            .__decode();
        let mut __connectpay_unsent = ::connectpay::__private::Unsent::listed(
            ::connectpay::__private::Caller::<
                ::connectpay::__private::Partner,
            >::channel(self),
            Rates,
            0,
        );
        ::connectpay::__private::Request::query_list(
            &mut __connectpay_unsent.request,
            "pairs",
            "pairs",
            pairs,
        );
        ::connectpay::__private::call::<
            Result<String>,
            String,
        >(__connectpay_unsent, __connectpay_decode)
    }
}
/// The endpoints of [`trait@Rates`] as data.
#[allow(non_upper_case_globals)]
pub const Rates: ::connectpay::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 1] = ["/example/partner/rates"];
    }
    use __connectpay_paths::PATHS;
    use ::connectpay::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
            0,
            Endpoint::new("rates", Verb::Get, &PATHS[0], AuthScheme::Partner)
                .headers(
                    &[("x-api-version", "2"), ("accept", "text/csv"), ("x-b", "c")],
                ),
            "",
            &[Parameter::new("pairs", Location::QueryList("pairs"), "&[&str]")],
            "String",
        ),
    ];
    Api::new("Rates", OPERATIONS)
};
const _: &::connectpay::__private::Api = &Rates;
#[automatically_derived]
impl Rates for ::connectpay::__private::Client {}
#[automatically_derived]
impl Rates
for dyn ::connectpay::__private::Caller<::connectpay::__private::Partner> + '_ {}
#[automatically_derived]
impl Rates
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Send + '_ {}
#[automatically_derived]
impl Rates
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Sync + '_ {}
#[automatically_derived]
impl Rates
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Send + ::connectpay::__private::Sync + '_ {}
#[automatically_derived]
#[doc(hidden)]
impl<'__connectpay_misplaced> Rates for ::connectpay::__private::Session
where
    ::connectpay::__private::Session: ::connectpay::__private::HasCredentialsOf<
        '__connectpay_misplaced,
        ::connectpay::__private::Client,
    >,
{}
#[automatically_derived]
#[doc(hidden)]
impl<'__connectpay_misplaced> Rates
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::User,
> + '__connectpay_misplaced
where
    Self: ::connectpay::__private::Caller<::connectpay::__private::Partner>,
{}
