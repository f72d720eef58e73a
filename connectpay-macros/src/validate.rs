//! Every rule of a declaration, in a file named for what it is about. Each check
//! reports what it finds and goes on, so that one compile shows all mistakes; a model
//! comes out when there are none.

mod api_trait;
mod arguments;
mod async_trait;
mod auth;
mod base;
mod default_headers;
mod defaults;
mod duplicates;
mod endpoint;
mod hidden;
mod host;
mod http_method;
mod idempotency;
mod instrument;
mod misplaced;
mod mock;
mod path;
mod repeated;
mod shared;
mod siblings;
mod signature;
mod supertraits;
mod unfinished;
mod unseen;

pub(crate) use self::api_trait::api_trait;
pub(crate) use self::defaults::Defaults;
pub(crate) use self::endpoint::endpoint_after;
pub(crate) use self::misplaced::{refuse_no_method, refuse_no_trait};
pub(crate) use self::mock::{is_made_of_a_method, is_mock, is_part_of_a_mock};
pub(crate) use self::repeated::{refuse_second_api, refuse_without_method};
pub(crate) use self::unfinished::refuse as refuse_unfinished;
