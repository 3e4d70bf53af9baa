//! Words of closed sets on the wire.

/// Makes a set of words a type of the wire: a string in JSON, an enumeration in OpenAPI. Another
/// word is refused as an unknown value. It stands in `routes.rs`, since models know no wire.
macro_rules! wire_word {
    ($word:ty) => {
        const _: () = {
            use std::borrow::Cow;

            use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
            use utoipa::{
                PartialSchema, ToSchema,
                openapi::{
                    ObjectBuilder, RefOr, Schema,
                    schema::{SchemaType, Type},
                },
            };
            use $crate::kernel::words::Word;

            impl Serialize for $word {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.word())
                }
            }

            impl<'de> Deserialize<'de> for $word {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let word = Cow::<str>::deserialize(deserializer)?;
                    Self::of_word(&word).ok_or_else(|| D::Error::unknown_variant(&word, &[]))
                }
            }

            impl PartialSchema for $word {
                fn schema() -> RefOr<Schema> {
                    let words = Self::ALL.iter().map(|value| value.word());
                    let object = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
                    RefOr::T(object.enum_values(Some(words)).build().into())
                }
            }

            impl ToSchema for $word {
                fn name() -> Cow<'static, str> {
                    Cow::Borrowed(Self::NAME)
                }
            }
        };
    };
}
pub(crate) use wire_word;
