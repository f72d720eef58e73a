type __ConnectpayMistakenUsers = connectpay::__private::Mistaken<
    {
        ::core::compile_error! {
            "unknown key `bas`; expected `base`, `auth`, `host`, `header` or `crate`; did you mean `base`?"
        }
    },
>;
pub trait Users {
    fn create_user(&self, user: &NewUser) -> connectpay::__private::Call<CreatedUser> {
        let _ = user;
        let _: *const Result<()>;
        const { ::core::panic!("`#[connectpay::api]` cannot read this declaration") }
    }
    fn users(&self) -> connectpay::__private::Call<Vec<CreatedUser>> {
        let _: *const Result<()>;
        const { ::core::panic!("`#[connectpay::api]` cannot read this declaration") }
    }
    fn other(&self) {}
}
impl Users for connectpay::__private::Client {}
impl Users for connectpay::__private::Session {}
impl Users for dyn connectpay::__private::Caller<connectpay::__private::Partner> + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::Partner,
> + connectpay::__private::Send + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::Partner,
> + connectpay::__private::Sync + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::Partner,
> + connectpay::__private::Send + connectpay::__private::Sync + '_ {}
impl Users for dyn connectpay::__private::Caller<connectpay::__private::User> + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::User,
> + connectpay::__private::Send + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::User,
> + connectpay::__private::Sync + '_ {}
impl Users
for dyn connectpay::__private::Caller<
    connectpay::__private::User,
> + connectpay::__private::Send + connectpay::__private::Sync + '_ {}
/// The endpoints of [`trait@Users`] as data.
#[allow(non_upper_case_globals)]
pub const Users: connectpay::__private::Api = {
    mod __connectpay_paths {
        pub(super) static PATHS: [&str; 1] = ["/example/partner/users"];
    }
    use __connectpay_paths::PATHS;
    use connectpay::__private::{
        Api, AuthScheme, Endpoint, Host, Location, Operation, Parameter, Verb,
    };
    const OPERATIONS: &[Operation] = &[
        Operation::new(
            0,
            Endpoint::new("users", Verb::Get, &PATHS[0], AuthScheme::Partner),
            "",
            &[],
            "Vec<CreatedUser>",
        ),
    ];
    Api::new("Users", OPERATIONS)
};
const _: &connectpay::__private::Api = &Users;
::core::compile_error! {
    "`auth = user` does not fit the path: its `partner` segment takes the partner's API key; expected `auth = partner`"
}
