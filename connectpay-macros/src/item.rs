//! What the attributes stand on. It is read no further than needed: bodies and the
//! items of other people stay raw tokens, whose errors are the compiler's business.

mod api_trait;
mod attributes;
mod cfg_attr;
mod endpoint_attribute;
mod fragments;
mod impl_block;
mod inner_endpoint;
mod instrument_attribute;
mod method;
mod misplaced;
mod names;
mod raw_item;
mod trait_item;
mod undeclared;
mod unfinished;

pub(crate) use self::api_trait::ApiTrait;
pub(crate) use self::attributes::{cfgs, docs, hides};
pub(crate) use self::cfg_attr::{conditional_cfg, gives};
pub(crate) use self::endpoint_attribute::{
    is_api, is_conditional_endpoint, is_endpoint, is_method_with_path, is_misspelt_endpoint,
    is_renamed_endpoint, is_unknown_of_library, method_named,
};
pub(crate) use self::impl_block::ImplBlock;
pub(crate) use self::instrument_attribute::is_instrument;
pub(crate) use self::method::Method;
pub(crate) use self::names::Repeated;
pub(crate) use self::raw_item::RawItem;
pub(crate) use self::trait_item::{EndpointItem, Item, first_marker};
pub(crate) use self::unfinished::{Unfinished, UnfinishedMethod};
