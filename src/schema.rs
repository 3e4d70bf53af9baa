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
        sort_key -> Binary,
        sex -> Nullable<Text>,
        birth_date -> Nullable<Text>,
        id_document_type -> Nullable<Text>,
        id_document_sealed -> Nullable<Binary>,
        id_document_index -> Nullable<Binary>,
        phone_sealed -> Nullable<Binary>,
        phone_index -> Nullable<Binary>,
        index_key -> Integer,
        area_code -> Nullable<Text>,
        address_sealed -> Nullable<Binary>,
        guardian_sealed -> Nullable<Binary>,
        skills -> Text,
        categories -> Text,
        external_ids -> Text,
        locale -> Nullable<Text>,
        merged_into -> Nullable<IdSql>,
        collected_for_activity -> Nullable<IdSql>,
        version -> BigInt,
        entered_by -> IdSql,
        created_at -> TimeSql,
        updated_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    person_fields (person, field) {
        person -> IdSql,
        field -> Text,
        entered_by -> IdSql,
        entered_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    consents (id) {
        id -> IdSql,
        person -> IdSql,
        purpose -> Text,
        notice_version -> Text,
        form -> Text,
        given_by -> Text,
        given_at -> TimeSql,
        device -> Nullable<IdSql>,
        recorded_by -> IdSql,
        recorded_at -> TimeSql,
        withdrawn_at -> Nullable<TimeSql>,
        withdrawn_by -> Nullable<IdSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    notices (id) {
        id -> IdSql,
        person -> IdSql,
        kind -> Text,
        subject -> IdSql,
        unit -> Nullable<IdSql>,
        made_at -> TimeSql,
        read_at -> Nullable<TimeSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    outbox (id) {
        id -> IdSql,
        notice -> IdSql,
        made_at -> TimeSql,
        sent_at -> Nullable<TimeSql>,
        attempts -> Integer,
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

    claim_codes (code_hash) {
        code_hash -> Binary,
        person -> IdSql,
        made_by -> IdSql,
        made_at -> TimeSql,
        ends_at -> TimeSql,
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
        affiliated_with -> Nullable<Text>,
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

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    memberships (id) {
        id -> IdSql,
        person -> IdSql,
        unit -> IdSql,
        state -> Text,
        person_name -> Text,
        volunteer_no -> Text,
        sort_key -> Binary,
        applied_at -> TimeSql,
        from_at -> Nullable<TimeSql>,
        until_at -> Nullable<TimeSql>,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    suspensions (id) {
        id -> IdSql,
        membership -> IdSql,
        from_at -> TimeSql,
        until_at -> Nullable<TimeSql>,
        suspended_by -> IdSql,
        lifted_by -> Nullable<IdSql>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    insurance_policies (id) {
        id -> IdSql,
        unit -> IdSql,
        insurer -> Text,
        policy_no -> Text,
        valid_from -> Text,
        valid_to -> Text,
        recorded_by -> IdSql,
        recorded_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    invites (id) {
        id -> IdSql,
        code_hash -> Binary,
        unit -> IdSql,
        uses_max -> Integer,
        uses -> Integer,
        made_by -> IdSql,
        made_at -> TimeSql,
        ends_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    leases (name) {
        name -> Text,
        holder -> IdSql,
        until_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    programs (id) {
        id -> IdSql,
        unit -> IdSql,
        name -> Text,
        themes -> Text,
        summary -> Nullable<Text>,
        ended_on -> Nullable<Text>,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    sites (id) {
        id -> IdSql,
        unit -> IdSql,
        name -> Text,
        kind -> Text,
        place -> Text,
        closed_on -> Nullable<Text>,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    activities (id) {
        id -> IdSql,
        unit -> IdSql,
        program -> Nullable<IdSql>,
        kind -> Text,
        state -> Text,
        name -> Text,
        content -> Nullable<Text>,
        conditions -> Nullable<Text>,
        safeguards -> Nullable<Text>,
        risks -> Nullable<Text>,
        danger -> Bool,
        people_wanted -> Nullable<Integer>,
        person_in_charge -> Nullable<IdSql>,
        site -> Nullable<IdSql>,
        online -> Bool,
        place_name -> Nullable<Text>,
        place -> Nullable<Text>,
        private -> Bool,
        audience -> Nullable<IdSql>,
        served_area_code -> Nullable<Text>,
        starts_on -> Nullable<Text>,
        ends_on -> Nullable<Text>,
        published_at -> Nullable<TimeSql>,
        over_at -> Nullable<TimeSql>,
        retired_at -> Nullable<TimeSql>,
        desk_retired_at -> Nullable<TimeSql>,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    shifts (id) {
        id -> IdSql,
        activity -> IdSql,
        unit -> IdSql,
        audience -> Nullable<IdSql>,
        state -> Text,
        starts_at -> TimeSql,
        ends_at -> TimeSql,
        time_zone -> Text,
        service_date -> Text,
        starts_local -> Text,
        ends_local -> Text,
        sign_up_closes_at -> TimeSql,
        breaks -> Text,
        positions -> Text,
        note -> Nullable<Text>,
        published_at -> Nullable<TimeSql>,
        retired_at -> Nullable<TimeSql>,
        desk_retired_at -> Nullable<TimeSql>,
        version -> BigInt,
        created_by -> IdSql,
        created_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    shift_seats (id) {
        id -> IdSql,
        shift -> IdSql,
        unit -> IdSql,
        seats -> Integer,
        taken -> Integer,
        waiting -> Integer,
        queued -> BigInt,
        published_at -> Nullable<TimeSql>,
        retired_at -> Nullable<TimeSql>,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    sign_ups (id) {
        id -> IdSql,
        shift -> IdSql,
        position -> IdSql,
        activity -> IdSql,
        unit -> IdSql,
        person -> IdSql,
        state -> Text,
        queue_no -> Nullable<BigInt>,
        agreed -> Nullable<Text>,
        invited_by -> Nullable<IdSql>,
        requested_at -> TimeSql,
        confirmed_at -> Nullable<TimeSql>,
        offered_until -> Nullable<TimeSql>,
        ended_at -> Nullable<TimeSql>,
        starts_at -> TimeSql,
        ends_at -> TimeSql,
        lat_e7 -> Nullable<Integer>,
        lon_e7 -> Nullable<Integer>,
        retired_at -> Nullable<TimeSql>,
        desk_retired_at -> Nullable<TimeSql>,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    attendances (id) {
        id -> IdSql,
        record_id -> IdSql,
        shift -> IdSql,
        activity -> IdSql,
        unit -> IdSql,
        person -> IdSql,
        state -> Text,
        started_at -> Nullable<TimeSql>,
        started_by -> Nullable<Text>,
        ended_at -> Nullable<TimeSql>,
        ended_by -> Nullable<Text>,
        proposed_end_at -> Nullable<TimeSql>,
        proposed_by -> Nullable<IdSql>,
        void_asked_by -> Nullable<IdSql>,
        start_sources -> Text,
        end_sources -> Text,
        verdict_in -> Nullable<Text>,
        verdict_out -> Nullable<Text>,
        grade -> Text,
        flags -> Text,
        counted -> Text,
        ceded -> Text,
        overlaps -> Bool,
        policy -> Text,
        starts_at -> TimeSql,
        ends_at -> TimeSql,
        service_date -> Text,
        booked_district -> IdSql,
        served_district -> Text,
        program -> Nullable<IdSql>,
        countable -> Bool,
        aliases -> Text,
        settled_at -> Nullable<TimeSql>,
        recorded_at -> TimeSql,
        recorded_by -> IdSql,
        retired_at -> Nullable<TimeSql>,
        desk_retired_at -> Nullable<TimeSql>,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    attendance_events (id) {
        id -> IdSql,
        attendance -> IdSql,
        shift -> IdSql,
        person -> IdSql,
        kind -> Text,
        source -> Text,
        at -> TimeSql,
        captured_at -> TimeSql,
        grade -> Text,
        verdict -> Nullable<Text>,
        recorded_at -> TimeSql,
        recorded_by -> IdSql,
        device -> Nullable<IdSql>,
        evidence_hash -> Nullable<Binary>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    attendance_evidence (event) {
        event -> IdSql,
        person -> IdSql,
        evidence -> Text,
        salt -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    service_records (id) {
        id -> IdSql,
        shift -> IdSql,
        activity -> IdSql,
        unit -> IdSql,
        person -> IdSql,
        program -> Nullable<IdSql>,
        state -> Text,
        overlaps -> Bool,
        activity_name -> Text,
        service_date -> Text,
        place -> Text,
        content -> Text,
        unit_name -> Text,
        person_in_charge -> Nullable<IdSql>,
        given_minutes -> BigInt,
        credited_minutes -> BigInt,
        policy -> Text,
        proof_class -> Text,
        grade -> Text,
        flags -> Text,
        starts_at -> TimeSql,
        ended_at -> TimeSql,
        stays -> Text,
        breaks -> Text,
        booked_district -> IdSql,
        served_district -> Text,
        due_on -> Text,
        late -> Bool,
        late_reason -> Nullable<Text>,
        entered_by -> Text,
        leads_unit -> Bool,
        recorded_at -> TimeSql,
        recorded_by -> IdSql,
        decided_at -> Nullable<TimeSql>,
        decided_by -> Nullable<IdSql>,
        corrected_by -> Nullable<IdSql>,
        disputed_at -> Nullable<TimeSql>,
        disputed_from -> Nullable<Text>,
        external_ids -> Text,
        entries -> Integer,
        desk_retired_at -> Nullable<TimeSql>,
        version -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    ledger_entries (id) {
        id -> IdSql,
        record -> IdSql,
        number -> Integer,
        kind -> Text,
        given_minutes -> BigInt,
        credited_minutes -> BigInt,
        proof_class -> Text,
        policy -> Text,
        author -> IdSql,
        act -> IdSql,
        at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::{IdSql, TimeSql};

    shift_reports (id) {
        id -> IdSql,
        shift -> IdSql,
        unit -> IdSql,
        number -> Integer,
        times_served -> BigInt,
        person_count -> Nullable<BigInt>,
        note_hash -> Nullable<Binary>,
        booked_district -> IdSql,
        served_district -> Text,
        program -> Nullable<IdSql>,
        month -> Integer,
        reported_by -> IdSql,
        reported_at -> TimeSql,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    shift_report_notes (report) {
        report -> IdSql,
        note -> Text,
        salt -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    served_cells (unit, month, program, booked_district, served_district) {
        booked_district -> IdSql,
        served_district -> Text,
        unit -> IdSql,
        program -> IdSql,
        month -> Integer,
        sessions -> BigInt,
        times_served -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::platform::db::IdSql;

    session_days (activity, service_date) {
        activity -> IdSql,
        service_date -> Text,
        booked_district -> IdSql,
        served_district -> Text,
        unit -> IdSql,
        program -> IdSql,
        month -> Integer,
        approved_records -> BigInt,
    }
}

allow_tables_to_appear_in_same_query!(bucket_heads, feed, grants);
allow_tables_to_appear_in_same_query!(accounts, devices, sessions);
allow_tables_to_appear_in_same_query!(memberships, roles, suspensions, unit_ancestors, units);
allow_tables_to_appear_in_same_query!(insurance_policies, unit_ancestors);
allow_tables_to_appear_in_same_query!(activities, shift_seats, shifts, sign_ups, unit_ancestors);
allow_tables_to_appear_in_same_query!(programs, sites, unit_ancestors);
allow_tables_to_appear_in_same_query!(attendances, attendance_events, unit_ancestors);
allow_tables_to_appear_in_same_query!(ledger_entries, service_records, unit_ancestors);
allow_tables_to_appear_in_same_query!(cells, served_cells, unit_ancestors);
