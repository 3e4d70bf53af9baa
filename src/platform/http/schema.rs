//! Ids and instants in OpenAPI: strings with a format.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat,
        schema::{SchemaType, Type},
    },
};

use crate::kernel::{ids::Id, time::Time};

fn text(format: KnownFormat) -> RefOr<Schema> {
    let object = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    RefOr::T(object.format(Some(SchemaFormat::KnownFormat(format))).build().into())
}

impl<Of> PartialSchema for Id<Of> {
    fn schema() -> RefOr<Schema> {
        text(KnownFormat::Uuid)
    }
}

impl<Of> ToSchema for Id<Of> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Id")
    }
}

impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        text(KnownFormat::DateTime)
    }
}

impl ToSchema for Time {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Time")
    }
}
