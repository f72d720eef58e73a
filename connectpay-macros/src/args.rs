//! What the arguments of the attributes say.

mod api;
mod arg;
mod endpoint;
mod given;
mod headers;
mod host;
mod path_text;
mod request_line;

pub(crate) use self::api::ApiArgs;
pub(crate) use self::endpoint::EndpointArgs;
pub(crate) use self::given::Given;
pub(crate) use self::headers::HeaderArg;
pub(crate) use self::host::HostArgs;
