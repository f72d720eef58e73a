/// Users.
pub trait Users: Clone + connectpay::__private::Caller<
        connectpay::__private::Partner,
    > + connectpay::__private::UnderApi {
    /// Creates a user.
    ///
    /** `POST /baas-sca/user-management/partner/users`, with the partner's API key (`x-connectpay-api-key`).

 * `user` is the body, as JSON (`application/json`)*/
    fn create_user(&self, user: &NewUser) -> connectpay::__private::Call<CreatedUser> {
        let __connectpay_decode = {
            connectpay::__private::Decoder::<CreatedUser>::OF_REPEATED
        }
            .__decode();
        let mut __connectpay_unsent = connectpay::__private::Unsent::listed(
            connectpay::__private::Caller::<
                connectpay::__private::Partner,
            >::channel(self),
            Users,
            0,
        );
        connectpay::__private::Request::body(
            &mut __connectpay_unsent.request,
            "application/json",
            "user",
            { connectpay::__private::JsonContent::of(user) }.__value(),
        );
        connectpay::__private::call::<
            Result<CreatedUser>,
            CreatedUser,
        >(__connectpay_unsent, __connectpay_decode)
    }
    fn name(&self) -> String {
        todo!()
    }
}
/// The endpoints of [`trait@Users`] as data.
#[allow(non_upper_case_globals)]
pub const Users: connectpay::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 1] = ["/baas-sca/user-management/partner/users"];
    }
    use __connectpay_paths::PATHS;
    use connectpay::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
            0,
            Endpoint::new("create_user", Verb::Post, &PATHS[0], AuthScheme::Partner),
            "Creates a user.",
            &[Parameter::new("user", Location::Body, "&NewUser")],
            "CreatedUser",
        ),
    ];
    Api::new("Users", OPERATIONS)
};
const _: &connectpay::__private::Api = &Users;
#[automatically_derived]
impl Users for connectpay::__private::Client {}
