-- What this database knows of itself: its epoch, the version of its documents.
CREATE TABLE settings (
    key text PRIMARY KEY,
    value text NOT NULL
);

-- One row an act: idempotency and audit in one. Append-only.
-- The reason stands in act_details, which may be erased; the hash with its salt stays.
CREATE TABLE acts (
    author uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    body_hash bytea NOT NULL,
    subject uuid NOT NULL,
    unit uuid,
    device uuid,
    door text NOT NULL,
    at bigint NOT NULL,
    captured_at bigint NOT NULL,
    outcome text NOT NULL,
    reason_id uuid,
    reason_hash bytea,
    salt bytea,
    PRIMARY KEY (author, id)
);
CREATE INDEX acts_by_subject ON acts (subject, at);
CREATE INDEX acts_by_unit ON acts (unit, at);

CREATE TABLE act_details (
    id uuid PRIMARY KEY,
    author uuid NOT NULL,
    act uuid NOT NULL,
    reason text NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER acts_append_only BEFORE UPDATE OR DELETE ON acts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER acts_not_emptied BEFORE TRUNCATE ON acts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The head of each audience. `bucket` is a random positive number, so that no counter is shared.
CREATE TABLE bucket_heads (
    bucket integer PRIMARY KEY,
    kind smallint NOT NULL,
    owner uuid NOT NULL,
    version bigint NOT NULL,
    gc_version bigint NOT NULL,
    UNIQUE (kind, owner)
);

-- The public's is bucket 0. Every other head is made with its owner, a unit or a person, so that two
-- transactions never make the same one and none is locked before the flush.
INSERT INTO bucket_heads (bucket, kind, owner, version, gc_version) VALUES (0, 0, '00000000-0000-0000-0000-000000000000', 0, 0);

-- The newest change of each id in each bucket. pos = bucket << 32 | version: a bucket lies in one run.
-- `doc` is null once the row left that audience.
CREATE TABLE feed (
    pos bigint PRIMARY KEY,
    bucket integer NOT NULL,
    first_version bigint NOT NULL,
    collection text NOT NULL,
    entity_id uuid NOT NULL,
    doc text,
    at bigint NOT NULL,
    UNIQUE (entity_id, collection, bucket)
);
CREATE INDEX feed_gone ON feed (at) WHERE doc IS NULL;

-- Who reads which bucket, from when to when. Rows are closed, never deleted: a cursor names `number`.
CREATE TABLE grants (
    id uuid PRIMARY KEY,
    number integer NOT NULL,
    person uuid NOT NULL,
    bucket integer NOT NULL REFERENCES bucket_heads (bucket),
    from_at bigint NOT NULL,
    until_at bigint,
    UNIQUE (person, number)
);
CREATE UNIQUE INDEX grants_open ON grants (person, bucket) WHERE until_at IS NULL;
CREATE INDEX grants_by_bucket ON grants (bucket, person);

-- Sums of service records at leaf units, kept in the transaction of the act that moves them.
CREATE TABLE cells (
    booked_district uuid NOT NULL,
    served_district text NOT NULL,
    unit uuid NOT NULL,
    program uuid NOT NULL,
    month integer NOT NULL,
    proof_class smallint NOT NULL,
    pending_minutes bigint NOT NULL,
    final_minutes bigint NOT NULL,
    disputed_minutes bigint NOT NULL,
    credited_minutes bigint NOT NULL,
    records bigint NOT NULL,
    changes bigint NOT NULL,
    desk_version bigint NOT NULL,
    PRIMARY KEY (unit, month, program, proof_class, booked_district, served_district)
);
