#[doc(hidden)]
#[cfg_attr(docsrs, doc(hidden))]
#[doc(alias = "secret")]
pub trait Hidden: ::connectpay::__private::Caller<
        ::connectpay::__private::Partner,
    > + ::connectpay::__private::UnderApi {
    #[doc(hidden)]
    /** `POST /example/partner/{thingId}`, with the partner's API key (`x-connectpay-api-key`). It is declared `once`: it reaches ConnectPay at most once, and is not even sent again after a 401.

 * `thing_id` fills `{thingId}` in the path*/
    fn hidden(&self, thing_id: &str) -> ::connectpay::__private::Call<()> {
        let __connectpay_decode = { ::connectpay::__private::Decoder::<()>::NEW }
            .__decode();
        let mut __connectpay_unsent = ::connectpay::__private::Unsent::listed(
            ::connectpay::__private::Caller::<
                ::connectpay::__private::Partner,
            >::channel(self),
            Hidden,
            0,
        );
        ::connectpay::__private::Request::path(
            &mut __connectpay_unsent.request,
            "thing_id",
            { ::connectpay::__private::PathArgument::of(thing_id) }.__text(),
        );
        ::connectpay::__private::call::<
            Result<()>,
            (),
        >(__connectpay_unsent, __connectpay_decode)
    }
}
/// The endpoints of [`trait@Hidden`] as data.
#[doc(hidden)]
#[cfg_attr(docsrs, doc(hidden))]
#[allow(non_upper_case_globals)]
pub const Hidden: ::connectpay::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 1] = ["/example/partner/{thingId}"];
    }
    use __connectpay_paths::PATHS;
    use ::connectpay::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
                0,
                Endpoint::new("hidden", Verb::Post, &PATHS[0], AuthScheme::Partner)
                    .once(),
                "",
                &[Parameter::new("thing_id", Location::Path("thingId"), "&str")],
                "()",
            )
            .hidden(),
    ];
    Api::new("Hidden", OPERATIONS)
};
const _: &::connectpay::__private::Api = &Hidden;
#[automatically_derived]
impl Hidden for ::connectpay::__private::Client {}
#[automatically_derived]
impl Hidden
for dyn ::connectpay::__private::Caller<::connectpay::__private::Partner> + '_ {}
#[automatically_derived]
impl Hidden
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Send + '_ {}
#[automatically_derived]
impl Hidden
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Sync + '_ {}
#[automatically_derived]
impl Hidden
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::Partner,
> + ::connectpay::__private::Send + ::connectpay::__private::Sync + '_ {}
#[automatically_derived]
#[doc(hidden)]
impl<'__connectpay_misplaced> Hidden for ::connectpay::__private::Session
where
    ::connectpay::__private::Session: ::connectpay::__private::HasCredentialsOf<
        '__connectpay_misplaced,
        ::connectpay::__private::Client,
    >,
{}
#[automatically_derived]
#[doc(hidden)]
impl<'__connectpay_misplaced> Hidden
for dyn ::connectpay::__private::Caller<
    ::connectpay::__private::User,
> + '__connectpay_misplaced
where
    Self: ::connectpay::__private::Caller<::connectpay::__private::Partner>,
{}
