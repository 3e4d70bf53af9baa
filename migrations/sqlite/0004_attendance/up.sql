-- One stay of somebody in a shift, or that he did not come. `record_id` is the id of the first of his
-- in that shift. `counted` is JSON: what of the stay counts as service, as pairs of instants; `ceded`
-- likewise: what of it was given to another stay at the same time. From `starts_at` to `countable` it
-- copies the shift and its activity. `aliases` are the other ids under which it was captured.
CREATE TABLE attendances (
    id BLOB NOT NULL PRIMARY KEY,
    record_id BLOB NOT NULL,
    shift BLOB NOT NULL REFERENCES shifts (id),
    activity BLOB NOT NULL REFERENCES activities (id),
    unit BLOB NOT NULL REFERENCES units (id),
    person BLOB NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    started_at INTEGER,
    started_by TEXT,
    ended_at INTEGER,
    ended_by TEXT,
    proposed_end_at INTEGER,
    proposed_by BLOB,
    void_asked_by BLOB,
    start_sources TEXT NOT NULL,
    end_sources TEXT NOT NULL,
    verdict_in TEXT,
    verdict_out TEXT,
    grade TEXT NOT NULL,
    flags TEXT NOT NULL,
    counted TEXT NOT NULL,
    ceded TEXT NOT NULL,
    overlaps INTEGER NOT NULL,
    policy TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    service_date TEXT NOT NULL,
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    program BLOB,
    countable INTEGER NOT NULL,
    aliases TEXT NOT NULL,
    settled_at INTEGER,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    retired_at INTEGER,
    desk_retired_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
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
    id BLOB NOT NULL PRIMARY KEY,
    attendance BLOB NOT NULL REFERENCES attendances (id),
    shift BLOB NOT NULL REFERENCES shifts (id),
    person BLOB NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    grade TEXT NOT NULL,
    verdict TEXT,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    device BLOB,
    evidence_hash BLOB
) STRICT;
CREATE INDEX attendance_events_by_attendance ON attendance_events (attendance, id);
CREATE TRIGGER attendance_events_no_update BEFORE UPDATE ON attendance_events
BEGIN
    SELECT RAISE(ABORT, 'attendance_events is append-only');
END;
CREATE TRIGGER attendance_events_no_delete BEFORE DELETE ON attendance_events
BEGIN
    SELECT RAISE(ABORT, 'attendance_events is append-only');
END;

-- Raw positions and codes, JSON: what may be erased of an event. The event keeps a hash of it with
-- this salt.
CREATE TABLE attendance_evidence (
    event BLOB NOT NULL PRIMARY KEY REFERENCES attendance_events (id),
    person BLOB NOT NULL REFERENCES people (id),
    evidence TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;
CREATE INDEX attendance_evidence_by_person ON attendance_evidence (person, event);

-- What somebody served in a shift: the seven elements that the law wants, as they were when it was
-- confirmed. `id` is that of his first attendance there. `stays` and `breaks` are JSON, pairs of
-- instants; `entered_by` is a JSON list of those who captured it for him; `entries` counts its lines
-- in the ledger.
CREATE TABLE service_records (
    id BLOB NOT NULL PRIMARY KEY,
    shift BLOB NOT NULL REFERENCES shifts (id),
    activity BLOB NOT NULL REFERENCES activities (id),
    unit BLOB NOT NULL REFERENCES units (id),
    person BLOB NOT NULL REFERENCES people (id),
    program BLOB REFERENCES programs (id),
    state TEXT NOT NULL,
    overlaps INTEGER NOT NULL,
    activity_name TEXT NOT NULL,
    service_date TEXT NOT NULL,
    place TEXT NOT NULL,
    content TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    person_in_charge BLOB,
    given_minutes INTEGER NOT NULL,
    credited_minutes INTEGER NOT NULL,
    policy TEXT NOT NULL,
    proof_class TEXT NOT NULL,
    grade TEXT NOT NULL,
    flags TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    stays TEXT NOT NULL,
    breaks TEXT NOT NULL,
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    due_on TEXT NOT NULL,
    late INTEGER NOT NULL,
    late_reason TEXT,
    entered_by TEXT NOT NULL,
    leads_unit INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB NOT NULL,
    decided_at INTEGER,
    decided_by BLOB,
    corrected_by BLOB,
    disputed_at INTEGER,
    disputed_from TEXT,
    external_ids TEXT NOT NULL,
    entries INTEGER NOT NULL,
    desk_retired_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
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
    id BLOB NOT NULL PRIMARY KEY,
    record BLOB NOT NULL REFERENCES service_records (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    given_minutes INTEGER NOT NULL,
    credited_minutes INTEGER NOT NULL,
    proof_class TEXT NOT NULL,
    policy TEXT NOT NULL,
    author BLOB NOT NULL,
    act BLOB NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (record, number)
) STRICT;
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN
    SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN
    SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;

-- How many people a shift served, as its leader reports. Append-only; of those of a shift the one with
-- the highest number counts. From `booked_district` to `month` it says what it is booked to.
CREATE TABLE shift_reports (
    id BLOB NOT NULL PRIMARY KEY,
    shift BLOB NOT NULL REFERENCES shifts (id),
    unit BLOB NOT NULL REFERENCES units (id),
    number INTEGER NOT NULL,
    times_served INTEGER NOT NULL,
    person_count INTEGER,
    note_hash BLOB,
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    program BLOB,
    month INTEGER NOT NULL,
    reported_by BLOB NOT NULL,
    reported_at INTEGER NOT NULL,
    UNIQUE (shift, number)
) STRICT;
CREATE TRIGGER shift_reports_no_update BEFORE UPDATE ON shift_reports
BEGIN
    SELECT RAISE(ABORT, 'shift_reports is append-only');
END;
CREATE TRIGGER shift_reports_no_delete BEFORE DELETE ON shift_reports
BEGIN
    SELECT RAISE(ABORT, 'shift_reports is append-only');
END;

-- What else a report says: what may be erased of it. The report keeps a hash of it with this salt.
CREATE TABLE shift_report_notes (
    report BLOB NOT NULL PRIMARY KEY REFERENCES shift_reports (id),
    note TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;

-- Sums of what was served, by what it is booked to.
CREATE TABLE served_cells (
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    unit BLOB NOT NULL,
    program BLOB NOT NULL,
    month INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    times_served INTEGER NOT NULL,
    PRIMARY KEY (unit, month, program, booked_district, served_district)
) STRICT;

-- How many records of a day of an activity are approved, and what the session is booked to that the
-- first of them made.
CREATE TABLE session_days (
    activity BLOB NOT NULL,
    service_date TEXT NOT NULL,
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    unit BLOB NOT NULL,
    program BLOB NOT NULL,
    month INTEGER NOT NULL,
    approved_records INTEGER NOT NULL,
    PRIMARY KEY (activity, service_date)
) STRICT;
