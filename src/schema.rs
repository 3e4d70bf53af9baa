//! The tables as diesel sees them: portable types only, in the order of `migrations/`.

use diesel::{allow_tables_to_appear_in_same_query, table};

table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    acts (author, id) {
        author -> IdSql,
        id -> IdSql,
        kind -> Text,
        body_hash -> Binary,
        subject -> IdSql,
        unit -> Nullable<IdSql>,
        device -> Nullable<IdSql>,
        door -> Text,
        at -> TimeSql,
        captured_at -> TimeSql,
        outcome -> Text,
        reason_id -> Nullable<IdSql>,
        reason_hash -> Nullable<Binary>,
        salt -> Nullable<Binary>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    act_details (id) {
        id -> IdSql,
        author -> IdSql,
        act -> IdSql,
        reason -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    bucket_heads (bucket) {
        bucket -> Integer,
        kind -> SmallInt,
        owner -> IdSql,
        version -> BigInt,
        gc_version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    feed (pos) {
        pos -> BigInt,
        bucket -> Integer,
        first_version -> BigInt,
        collection -> Text,
        entity_id -> IdSql,
        doc -> Nullable<Text>,
        at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    grants (id) {
        id -> IdSql,
        number -> Integer,
        person -> IdSql,
        bucket -> Integer,
        from_at -> TimeSql,
        until_at -> Nullable<TimeSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    cells (unit, month, program, proof_class, booked_district, served_district) {
        booked_district -> IdSql,
        served_district -> Text,
        unit -> IdSql,
        program -> IdSql,
        month -> Integer,
        proof_class -> SmallInt,
        pending_minutes -> BigInt,
        final_minutes -> BigInt,
        disputed_minutes -> BigInt,
        credited_minutes -> BigInt,
        records -> BigInt,
        changes -> BigInt,
        desk_version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    people (id) {
        id -> IdSql,
        volunteer_no -> Text,
        name -> Text,
        phone_sealed -> Nullable<Binary>,
        phone_index -> Nullable<Binary>,
        locale -> Nullable<Text>,
        version -> BigInt,
        entered_by -> IdSql,
        created_at -> TimeSql,
        updated_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    person_keys (person) {
        person -> IdSql,
        sealed -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    accounts (id) {
        id -> IdSql,
        person -> IdSql,
        phone_index -> Binary,
        password_hash -> Text,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    devices (account, id) {
        account -> IdSql,
        id -> IdSql,
        name -> Text,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    sessions (id) {
        id -> IdSql,
        account -> IdSql,
        person -> IdSql,
        device -> IdSql,
        started_at -> TimeSql,
        used_at -> TimeSql,
        ended_at -> Nullable<TimeSql>,
        generation -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::TimeSql;

    login_failures (key) {
        key -> Binary,
        failures -> Integer,
        failed_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::TimeSql;

    setup_codes (code_hash) {
        code_hash -> Binary,
        made_at -> TimeSql,
        used_at -> Nullable<TimeSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    units (id) {
        id -> IdSql,
        kind -> Text,
        name -> Text,
        parent -> Nullable<IdSql>,
        area_code -> Nullable<Text>,
        valid_from -> Nullable<Text>,
        valid_to -> Nullable<Text>,
        version -> BigInt,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    unit_ancestors (unit, ancestor, from_at) {
        unit -> IdSql,
        ancestor -> IdSql,
        depth -> SmallInt,
        from_at -> TimeSql,
        until_at -> Nullable<TimeSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    roles (id) {
        id -> IdSql,
        person -> IdSql,
        unit -> IdSql,
        role -> Text,
        from_at -> TimeSql,
        until_at -> Nullable<TimeSql>,
        appointed_by -> IdSql,
    }
}

allow_tables_to_appear_in_same_query!(bucket_heads, feed, grants);
allow_tables_to_appear_in_same_query!(accounts, devices, sessions);
allow_tables_to_appear_in_same_query!(roles, unit_ancestors, units);
