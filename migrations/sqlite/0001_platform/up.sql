-- What this database knows of itself: its epoch, the version of its documents.
CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row an act: idempotency and audit in one. Append-only.
-- The reason stands in act_details, which may be erased; the hash with its salt stays.
CREATE TABLE acts (
    author BLOB NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    subject BLOB NOT NULL,
    unit BLOB,
    device BLOB,
    door TEXT NOT NULL,
    at INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason_id BLOB,
    reason_hash BLOB,
    salt BLOB,
    PRIMARY KEY (author, id)
) STRICT;
CREATE INDEX acts_by_subject ON acts (subject, at);
CREATE INDEX acts_by_unit ON acts (unit, at);

CREATE TABLE act_details (
    id BLOB NOT NULL PRIMARY KEY,
    author BLOB NOT NULL,
    act BLOB NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TRIGGER acts_no_update BEFORE UPDATE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts is append-only');
END;
CREATE TRIGGER acts_no_delete BEFORE DELETE ON acts
BEGIN
    SELECT RAISE(ABORT, 'acts is append-only');
END;

-- The head of each audience. `bucket` is a random positive number, so that no counter is shared.
CREATE TABLE bucket_heads (
    bucket INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    owner BLOB NOT NULL,
    version INTEGER NOT NULL,
    gc_version INTEGER NOT NULL,
    UNIQUE (kind, owner)
) STRICT;

-- The public's is bucket 0. Every other head is made with its owner, a unit or a person, so that two
-- transactions never make the same one and none is locked before the flush.
INSERT INTO bucket_heads (bucket, kind, owner, version, gc_version) VALUES (0, 0, zeroblob(16), 0, 0);

-- The newest change of each id in each bucket. pos = bucket << 32 | version: a bucket lies in one run.
-- `doc` is null once the row left that audience.
CREATE TABLE feed (
    pos INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    collection TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    doc TEXT,
    at INTEGER NOT NULL,
    UNIQUE (entity_id, collection, bucket)
) STRICT;
CREATE INDEX feed_gone ON feed (at) WHERE doc IS NULL;

-- Who reads which bucket, from when to when. Rows are closed, never deleted: a cursor names `number`.
CREATE TABLE grants (
    id BLOB NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    person BLOB NOT NULL,
    bucket INTEGER NOT NULL REFERENCES bucket_heads (bucket),
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    UNIQUE (person, number)
) STRICT;
CREATE UNIQUE INDEX grants_open ON grants (person, bucket) WHERE until_at IS NULL;
CREATE INDEX grants_by_bucket ON grants (bucket, person);

-- Sums of service records at leaf units, kept in the transaction of the act that moves them.
CREATE TABLE cells (
    booked_district BLOB NOT NULL,
    served_district TEXT NOT NULL,
    unit BLOB NOT NULL,
    program BLOB NOT NULL,
    month INTEGER NOT NULL,
    proof_class INTEGER NOT NULL,
    pending_minutes INTEGER NOT NULL,
    final_minutes INTEGER NOT NULL,
    disputed_minutes INTEGER NOT NULL,
    credited_minutes INTEGER NOT NULL,
    records INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    desk_version INTEGER NOT NULL,
    PRIMARY KEY (unit, month, program, proof_class, booked_district, served_district)
) STRICT;
