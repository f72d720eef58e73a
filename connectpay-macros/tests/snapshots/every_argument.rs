trait Api {
    #[deprecated]
    /** `PUT /example/client/{owner}/things/{number}`, with the user's access token (`Authorization: Bearer`) and `PSU-IP-Address`. It is declared `idempotent`: it may be sent again after an unclear failure.

 * `number` fills `{number}` in the path
 * `owner` fills `{owner}` in the path
 * `type` is the query parameter `type`
 * `page_size` is the query parameter `pageSize`
 * `filter` gives a query parameter for each of its fields or entries
 * `id` is the header `x-request-id`
 * `thing` is the body, as JSON (`application/json`)*/
    fn put(
        &self,
        number: u64,
        owner: &str,
        r#type: Option<&str>,
        page_size: u32,
        filter: &Filter,
        #[allow(unused)]
        id: String,
        thing: Option<Thing>,
    ) -> ::renamed::__private::Call<Option<Vec<Thing>>>
    where
        Self: Sized,
        Self: ::renamed::__private::Caller<::renamed::__private::User>,
    {
        {
            use ::renamed::__private::ByItself as _;
            ::renamed::__private::by_itself(self.__connectpay_expansion());
        }
        let __connectpay_decode = {
            ::renamed::__private::Decoder::<Option<Vec<Thing>>>::OF_REPEATED
        }
            .__decode();
        let mut __connectpay_unsent = ::renamed::__private::Unsent::new(
            ::renamed::__private::Caller::<::renamed::__private::User>::channel(self),
            const {
                &::renamed::__private::Endpoint::new(
                        "put",
                        ::renamed::__private::Verb::Put,
                        &"/example/client/{owner}/things/{number}",
                        ::renamed::__private::AuthScheme::User,
                    )
                    .idempotent()
            },
        );
        ::renamed::__private::Request::path(
            &mut __connectpay_unsent.request,
            "owner",
            { ::renamed::__private::PathArgument::of(owner) }.__text(),
        );
        ::renamed::__private::Request::path(
            &mut __connectpay_unsent.request,
            "number",
            { ::renamed::__private::PathArgument::of(&number) }.__text(),
        );
        ::renamed::__private::Request::query(
            &mut __connectpay_unsent.request,
            "type",
            "type",
            &r#type,
        );
        ::renamed::__private::Request::query(
            &mut __connectpay_unsent.request,
            "page_size",
            "pageSize",
            &page_size,
        );
        ::renamed::__private::Request::query_flatten(
            &mut __connectpay_unsent.request,
            "filter",
            filter,
        );
        ::renamed::__private::Request::header(
            &mut __connectpay_unsent.request,
            ::renamed::__private::HeaderName::from_static("x-request-id"),
            "id",
            { ::renamed::__private::HeaderField::of(&id) }.__text(),
        );
        ::renamed::__private::Request::json_of(
            &mut __connectpay_unsent.request,
            "thing",
            &thing,
        );
        ::renamed::__private::Request::body(
            &mut __connectpay_unsent.request,
            "application/json",
            "thing",
            { ::renamed::__private::JsonContent::of(&thing) }.__value(),
        );
        ::renamed::__private::call::<
            renamed::Result<Option<Vec<Thing>>>,
            Option<Vec<Thing>>,
        >(__connectpay_unsent, __connectpay_decode)
    }
}
