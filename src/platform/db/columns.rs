//! Ids and instants as columns: `uuid` or a 16-byte BLOB, and 64-bit milliseconds.

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, Binary, HasSqlType, SqlType},
    sqlite::Sqlite,
};
use std::io::Write;
use uuid::Uuid;

use super::conn::MultiBackend;
use crate::kernel::{ids::Id, time::Time};

/// The column type of ids.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct IdSql;

/// The column type of instants: what diesel calls `BigInt`.
pub type TimeSql = BigInt;

impl HasSqlType<IdSql> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<IdSql>(lookup)
    }
}

impl<Of> ToSql<IdSql, Pg> for Id<Of> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.uuid().as_bytes())?;
        Ok(IsNull::No)
    }
}

impl<Of> ToSql<IdSql, Sqlite> for Id<Of> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.uuid().as_bytes().to_vec());
        Ok(IsNull::No)
    }
}

impl<Of: 'static> ToSql<IdSql, MultiBackend> for Id<Of> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((IdSql, self));
        Ok(IsNull::No)
    }
}

impl<Of> FromSql<IdSql, Pg> for Id<Of> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::new(Uuid::from_slice(value.as_bytes())?))
    }
}

impl<Of> FromSql<IdSql, Sqlite> for Id<Of> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
        Ok(Self::new(Uuid::from_slice(&bytes)?))
    }
}

impl<Of> FromSql<IdSql, MultiBackend> for Id<Of> {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, IdSql>()
    }
}

impl<DB> ToSql<BigInt, DB> for Time
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.as_ref().to_sql(out)
    }
}

impl<DB> FromSql<BigInt, DB> for Time
where
    DB: Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        i64::from_sql(value).map(Self::from_millis)
    }
}

// The kernel knows no database, so diesel's derives for its types stand here, on shadows of them.

#[derive(AsExpression, FromSqlRow)]
#[diesel(foreign_derive)]
#[diesel(sql_type = IdSql)]
#[expect(dead_code, reason = "only a name for the derive")]
struct IdColumn<Of: 'static>(Id<Of>);

#[derive(AsExpression, FromSqlRow)]
#[diesel(foreign_derive)]
#[diesel(sql_type = BigInt)]
#[expect(dead_code, reason = "only a name for the derive")]
struct TimeColumn(Time);

/// Makes a set of words a text column. A word in the database that the set does not have is a
/// fault: an older program reads what a newer one wrote.
macro_rules! text_column {
    ($word:ty) => {
        const _: () = {
            use diesel::{
                backend::Backend,
                deserialize::{self, FromSql, FromSqlRow},
                expression::AsExpression,
                serialize::{self, Output, ToSql},
                sql_types::Text,
            };
            use $crate::kernel::words::Word;

            #[derive(AsExpression, FromSqlRow)]
            #[diesel(foreign_derive)]
            #[diesel(sql_type = Text)]
            #[expect(dead_code, reason = "only a name for the derive")]
            struct Column($word);

            impl<DB: Backend> ToSql<Text, DB> for $word
            where
                str: ToSql<Text, DB>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    self.word().to_sql(out)
                }
            }

            impl<DB: Backend> FromSql<Text, DB> for $word
            where
                String: FromSql<Text, DB>,
            {
                fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let word = String::from_sql(value)?;
                    let known = <$word>::of_word(&word);
                    Ok(known.ok_or_else(|| format!("{word} is no {}", <$word>::NAME))?)
                }
            }
        };
    };
}
pub(crate) use text_column;

/// Makes a value a text column of JSON, by way of the shape that it has there:
/// `Shape: From<&Value>` and `Value: TryFrom<Shape>`. What does not read is a fault.
macro_rules! json_column {
    ($value:ty as $shape:ty) => {
        const _: () = {
            use diesel::{
                backend::Backend,
                deserialize::{self, FromSql, FromSqlRow},
                expression::AsExpression,
                pg::Pg,
                serialize::{self, IsNull, Output, ToSql},
                sql_types::Text,
                sqlite::Sqlite,
            };
            use $crate::platform::db::MultiBackend;

            #[derive(AsExpression, FromSqlRow)]
            #[diesel(foreign_derive)]
            #[diesel(sql_type = Text)]
            #[expect(dead_code, reason = "only a name for the derive")]
            struct Column($value);

            impl ToSql<Text, Pg> for $value {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                    serde_json::to_writer(out, &<$shape>::from(self))?;
                    Ok(IsNull::No)
                }
            }

            impl ToSql<Text, Sqlite> for $value {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                    out.set_value(serde_json::to_string(&<$shape>::from(self))?);
                    Ok(IsNull::No)
                }
            }

            impl ToSql<Text, MultiBackend> for $value {
                fn to_sql<'b>(
                    &'b self,
                    out: &mut Output<'b, '_, MultiBackend>,
                ) -> serialize::Result {
                    out.set_value((Text, self));
                    Ok(IsNull::No)
                }
            }

            impl<DB: Backend> FromSql<Text, DB> for $value
            where
                String: FromSql<Text, DB>,
            {
                fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let shape: $shape = serde_json::from_str(&String::from_sql(value)?)?;
                    Ok(<$value>::try_from(shape)?)
                }
            }
        };
    };
}
pub(crate) use json_column;
