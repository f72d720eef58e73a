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
        let mut __connectpay_request = crate::sdk::__private::Request::new(const {
            &crate::sdk::__private::Endpoint::new(
                    "partner",
                    crate::sdk::__private::Verb::Get,
                    "/example/partner/things/{id}",
                    crate::sdk::__private::AuthScheme::Partner,
                )
                .host(
                    crate::sdk::__private::Host::new(
                        "https://stage.example.com",
                        "https://example.com",
                    ),
                )
        });
        crate::sdk::__private::Request::path(
            &mut __connectpay_request,
            "id",
            { crate::sdk::__private::PathArgument::of(&id) }.__text(),
        );
        crate::sdk::__private::call::<
            Result<()>,
            (),
            _,
        >(
            __connectpay_request,
            crate::sdk::__private::Caller::<
                crate::sdk::__private::Partner,
            >::channel(self),
            { crate::sdk::__private::Decoder::<()>::NEW }.__decode(),
        )
    }
    #[cfg(feature = "users")]
    /** `GET /example/client/things/{id}`, with the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`.

 * `id` fills `{id}` in the path*/
    fn user(&self, id: u8) -> crate::sdk::__private::Call<()>
    where
        Self: crate::sdk::__private::Caller<crate::sdk::__private::User>,
    {
        let mut __connectpay_request = crate::sdk::__private::Request::new(const {
            &crate::sdk::__private::Endpoint::new(
                    "user",
                    crate::sdk::__private::Verb::Get,
                    "/example/client/things/{id}",
                    crate::sdk::__private::AuthScheme::User,
                )
                .host(
                    crate::sdk::__private::Host::new(
                        "https://stage.example.com",
                        "https://example.com",
                    ),
                )
        });
        crate::sdk::__private::Request::path(
            &mut __connectpay_request,
            "id",
            { crate::sdk::__private::PathArgument::of(&id) }.__text(),
        );
        crate::sdk::__private::call::<
            Result<()>,
            (),
            _,
        >(
            __connectpay_request,
            crate::sdk::__private::Caller::<crate::sdk::__private::User>::channel(self),
            { crate::sdk::__private::Decoder::<()>::NEW }.__decode(),
        )
    }
}
/// The endpoints of [`trait@Both`] as data.
#[allow(non_upper_case_globals)]
const Both: crate::sdk::__private::Api = crate::sdk::__private::Api::new(
    "Both",
    &[
        crate::sdk::__private::Operation::new(
            crate::sdk::__private::Endpoint::new(
                    "partner",
                    crate::sdk::__private::Verb::Get,
                    "/example/partner/things/{id}",
                    crate::sdk::__private::AuthScheme::Partner,
                )
                .host(
                    crate::sdk::__private::Host::new(
                        "https://stage.example.com",
                        "https://example.com",
                    ),
                ),
            "",
            &[
                crate::sdk::__private::Parameter::new(
                    "id",
                    crate::sdk::__private::Location::Path("id"),
                    "u8",
                ),
            ],
            "()",
        ),
        #[cfg(feature = "users")]
        crate::sdk::__private::Operation::new(
            crate::sdk::__private::Endpoint::new(
                    "user",
                    crate::sdk::__private::Verb::Get,
                    "/example/client/things/{id}",
                    crate::sdk::__private::AuthScheme::User,
                )
                .host(
                    crate::sdk::__private::Host::new(
                        "https://stage.example.com",
                        "https://example.com",
                    ),
                ),
            "",
            &[
                crate::sdk::__private::Parameter::new(
                    "id",
                    crate::sdk::__private::Location::Path("id"),
                    "u8",
                ),
            ],
            "()",
        ),
    ],
);
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
