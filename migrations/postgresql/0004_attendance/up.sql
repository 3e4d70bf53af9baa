-- One stay of somebody in a shift, or that he did not come. `record_id` is the id of the first of his
-- in that shift. `counted` is JSON: what of the stay counts as service, as pairs of instants; `ceded`
-- likewise: what of it was given to another stay at the same time. From `starts_at` to `countable` it
-- copies the shift and its activity. `aliases` are the other ids under which it was captured.
CREATE TABLE attendances (
    id uuid PRIMARY KEY,
    record_id uuid NOT NULL,
    shift uuid NOT NULL REFERENCES shifts (id),
    activity uuid NOT NULL REFERENCES activities (id),
    unit uuid NOT NULL REFERENCES units (id),
    person uuid NOT NULL REFERENCES people (id),
    state text NOT NULL,
    started_at bigint,
    started_by text,
    ended_at bigint,
    ended_by text,
    proposed_end_at bigint,
    proposed_by uuid,
    void_asked_by uuid,
    start_sources text NOT NULL,
    end_sources text NOT NULL,
    verdict_in text,
    verdict_out text,
    grade text NOT NULL,
    flags text NOT NULL,
    counted text NOT NULL,
    ceded text NOT NULL,
    "overlaps" boolean NOT NULL,
    policy text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    service_date text NOT NULL,
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    program uuid,
    countable boolean NOT NULL,
    aliases text NOT NULL,
    settled_at bigint,
    recorded_at bigint NOT NULL,
    recorded_by uuid NOT NULL,
    retired_at bigint,
    desk_retired_at bigint,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX attendances_first ON attendances (person, shift) WHERE id = record_id;
CREATE INDEX attendances_by_record ON attendances (record_id, id);
CREATE INDEX attendances_by_person ON attendances (person, id);
CREATE INDEX attendances_by_time ON attendances (person, starts_at);
CREATE INDEX attendances_by_shift ON attendances (shift, id);
CREATE INDEX attendances_open ON attendances (ends_at) WHERE state = 'present';
CREATE INDEX attendances_unsettled ON attendances (unit, id) WHERE settled_at IS NULL;
CREATE INDEX attendances_told ON attendances (ends_at) WHERE retired_at IS NULL;
CREATE INDEX attendances_on_desk ON attendances (ends_at) WHERE desk_retired_at IS NULL;

-- What was captured about somebody's presence, one row each, never changed: an attendance is what
-- they say together. `at` is when it happened, `captured_at` when it was captured, `recorded_at` when
-- it came here.
CREATE TABLE attendance_events (
    id uuid PRIMARY KEY,
    attendance uuid NOT NULL REFERENCES attendances (id),
    shift uuid NOT NULL REFERENCES shifts (id),
    person uuid NOT NULL REFERENCES people (id),
    kind text NOT NULL,
    source text NOT NULL,
    at bigint NOT NULL,
    captured_at bigint NOT NULL,
    grade text NOT NULL,
    verdict text,
    recorded_at bigint NOT NULL,
    recorded_by uuid NOT NULL,
    device uuid,
    evidence_hash bytea
);
CREATE INDEX attendance_events_by_attendance ON attendance_events (attendance, id);
CREATE TRIGGER attendance_events_append_only BEFORE UPDATE OR DELETE ON attendance_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attendance_events_not_emptied BEFORE TRUNCATE ON attendance_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Raw positions and codes, JSON: what may be erased of an event. The event keeps a hash of it with
-- this salt.
CREATE TABLE attendance_evidence (
    event uuid PRIMARY KEY REFERENCES attendance_events (id),
    person uuid NOT NULL REFERENCES people (id),
    evidence text NOT NULL,
    salt bytea NOT NULL
);
CREATE INDEX attendance_evidence_by_person ON attendance_evidence (person, event);

-- What somebody served in a shift: the seven elements that the law wants, as they were when it was
-- confirmed. `id` is that of his first attendance there. `stays` and `breaks` are JSON, pairs of
-- instants; `entered_by` is a JSON list of those who captured it for him; `entries` counts its lines
-- in the ledger.
CREATE TABLE service_records (
    id uuid PRIMARY KEY,
    shift uuid NOT NULL REFERENCES shifts (id),
    activity uuid NOT NULL REFERENCES activities (id),
    unit uuid NOT NULL REFERENCES units (id),
    person uuid NOT NULL REFERENCES people (id),
    program uuid REFERENCES programs (id),
    state text NOT NULL,
    "overlaps" boolean NOT NULL,
    activity_name text NOT NULL,
    service_date text NOT NULL,
    place text NOT NULL,
    content text NOT NULL,
    unit_name text NOT NULL,
    person_in_charge uuid,
    given_minutes bigint NOT NULL,
    credited_minutes bigint NOT NULL,
    policy text NOT NULL,
    proof_class text NOT NULL,
    grade text NOT NULL,
    flags text NOT NULL,
    starts_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    stays text NOT NULL,
    breaks text NOT NULL,
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    due_on text NOT NULL,
    late boolean NOT NULL,
    late_reason text,
    entered_by text NOT NULL,
    leads_unit boolean NOT NULL,
    recorded_at bigint NOT NULL,
    recorded_by uuid NOT NULL,
    decided_at bigint,
    decided_by uuid,
    corrected_by uuid,
    disputed_at bigint,
    disputed_from text,
    external_ids text NOT NULL,
    entries integer NOT NULL,
    desk_retired_at bigint,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX service_records_of_shift ON service_records (person, shift);
CREATE INDEX service_records_by_person ON service_records (person, id);
CREATE INDEX service_records_by_unit ON service_records (unit, id);
CREATE INDEX service_records_by_shift ON service_records (shift, id);
-- Who served when and where, of what counts: people are not additive, so a tally reads them all.
CREATE INDEX service_records_counted ON service_records
    (service_date, unit, person, program, proof_class, booked_district, served_district)
    WHERE state = 'approved' AND NOT "overlaps";
CREATE INDEX service_records_on_desk ON service_records (ended_at) WHERE desk_retired_at IS NULL;

-- The ledger of minutes, append-only. Of a record that counts the lines add up to its minutes, of one
-- that does not to nothing. Author and act name the row in `acts` that says why.
CREATE TABLE ledger_entries (
    id uuid PRIMARY KEY,
    record uuid NOT NULL REFERENCES service_records (id),
    number integer NOT NULL,
    kind text NOT NULL,
    given_minutes bigint NOT NULL,
    credited_minutes bigint NOT NULL,
    proof_class text NOT NULL,
    policy text NOT NULL,
    author uuid NOT NULL,
    act uuid NOT NULL,
    at bigint NOT NULL,
    UNIQUE (record, number)
);
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_not_emptied BEFORE TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How many people a shift served, as its leader reports. Append-only; of those of a shift the one with
-- the highest number counts. From `booked_district` to `month` it says what it is booked to.
CREATE TABLE shift_reports (
    id uuid PRIMARY KEY,
    shift uuid NOT NULL REFERENCES shifts (id),
    unit uuid NOT NULL REFERENCES units (id),
    number integer NOT NULL,
    times_served bigint NOT NULL,
    person_count bigint,
    note_hash bytea,
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    program uuid,
    month integer NOT NULL,
    reported_by uuid NOT NULL,
    reported_at bigint NOT NULL,
    UNIQUE (shift, number)
);
CREATE TRIGGER shift_reports_append_only BEFORE UPDATE OR DELETE ON shift_reports
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER shift_reports_not_emptied BEFORE TRUNCATE ON shift_reports
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What else a report says: what may be erased of it. The report keeps a hash of it with this salt.
CREATE TABLE shift_report_notes (
    report uuid PRIMARY KEY REFERENCES shift_reports (id),
    note text NOT NULL,
    salt bytea NOT NULL
);

-- Sums of what was served, by what it is booked to.
CREATE TABLE served_cells (
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    unit uuid NOT NULL,
    program uuid NOT NULL,
    month integer NOT NULL,
    sessions bigint NOT NULL,
    times_served bigint NOT NULL,
    PRIMARY KEY (unit, month, program, booked_district, served_district)
);

-- How many records of a day of an activity are approved, and what the session is booked to that the
-- first of them made.
CREATE TABLE session_days (
    activity uuid NOT NULL,
    service_date text NOT NULL,
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    unit uuid NOT NULL,
    program uuid NOT NULL,
    month integer NOT NULL,
    approved_records bigint NOT NULL,
    PRIMARY KEY (activity, service_date)
);
