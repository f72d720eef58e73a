trait Both<T: Clone>: crate::sdk::__private::UnderApi
where
    T: Send,
{
    /** `GET /example/partner/things/{id}`, with the partner's API key (`x-connectpay-api-key`).

 * `id` fills `{id}` in the path*/
    fn partner(&self, id: u8) -> crate::sdk::__private::Call<()>
    where
        Self: crate::sdk::__private::Caller<crate::sdk::__private::Partner>,
    {
        let __connectpay_decode = { crate::sdk::__private::Decoder::<()>::NEW }
            .__decode();
        let mut __connectpay_unsent = crate::sdk::__private::Unsent::listed(
            crate::sdk::__private::Caller::<
                crate::sdk::__private::Partner,
            >::channel(self),
            Both,
            0,
        );
        crate::sdk::__private::Request::path(
            &mut __connectpay_unsent.request,
            "id",
            { crate::sdk::__private::PathArgument::of(&id) }.__text(),
        );
        crate::sdk::__private::call::<
            Result<()>,
            (),
        >(__connectpay_unsent, __connectpay_decode)
    }
    #[cfg(feature = "users")]
    /** `GET /example/client/things/{id}`, with the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`.

 * `id` fills `{id}` in the path*/
    fn user(&self, id: u8) -> crate::sdk::__private::Call<()>
    where
        Self: crate::sdk::__private::Caller<crate::sdk::__private::User>,
    {
        let __connectpay_decode = { crate::sdk::__private::Decoder::<()>::NEW }
            .__decode();
        let mut __connectpay_unsent = crate::sdk::__private::Unsent::listed(
            crate::sdk::__private::Caller::<crate::sdk::__private::User>::channel(self),
            Both,
            1,
        );
        crate::sdk::__private::Request::path(
            &mut __connectpay_unsent.request,
            "id",
            { crate::sdk::__private::PathArgument::of(&id) }.__text(),
        );
        crate::sdk::__private::call::<
            Result<()>,
            (),
        >(__connectpay_unsent, __connectpay_decode)
    }
}
/// The endpoints of [`trait@Both`] as data.
#[allow(non_upper_case_globals)]
const Both: crate::sdk::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 2] = [
            "/example/partner/things/{id}",
            "/example/client/things/{id}",
        ];
    }
    use __connectpay_paths::PATHS;
    use crate::sdk::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
            0,
            Endpoint::new("partner", Verb::Get, &PATHS[0], AuthScheme::Partner)
                .host(Host::new("https://stage.example.com", "https://example.com")),
            "",
            &[Parameter::new("id", Location::Path("id"), "u8")],
            "()",
        ),
        #[cfg(feature = "users")]
        Operation::new(
            1,
            Endpoint::new("user", Verb::Get, &PATHS[1], AuthScheme::User)
                .host(Host::new("https://stage.example.com", "https://example.com")),
            "",
            &[Parameter::new("id", Location::Path("id"), "u8")],
            "()",
        ),
    ];
    Api::new("Both", OPERATIONS)
};
const _: &crate::sdk::__private::Api = &Both;
#[automatically_derived]
impl<T: Clone> Both<T> for crate::sdk::__private::Client
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<crate::sdk::__private::Partner> + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::Partner,
> + crate::sdk::__private::Send + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::Partner,
> + crate::sdk::__private::Sync + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::Partner,
> + crate::sdk::__private::Send + crate::sdk::__private::Sync + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T> for crate::sdk::__private::Session
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<crate::sdk::__private::User> + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::User,
> + crate::sdk::__private::Send + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::User,
> + crate::sdk::__private::Sync + '_
where
    T: Send,
{}
#[automatically_derived]
impl<T: Clone> Both<T>
for dyn crate::sdk::__private::Caller<
    crate::sdk::__private::User,
> + crate::sdk::__private::Send + crate::sdk::__private::Sync + '_
where
    T: Send,
{}
