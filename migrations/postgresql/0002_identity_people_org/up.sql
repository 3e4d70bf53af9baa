-- Somebody with a record here, with or without an account.
-- `…_sealed` is encrypted under the person's own key in person_keys; `…_index` finds it blindly, under
-- the generation `index_key` of the keys for that. `sort_key` orders a list as a dictionary does, the
-- same on both databases. Lists and maps are JSON. `merged_into` leads from a duplicate to the record
-- that stands for it; `collected_for_activity` names the emergency after which the data must go.
CREATE TABLE people (
    id uuid PRIMARY KEY,
    volunteer_no text NOT NULL UNIQUE,
    name text NOT NULL,
    sort_key bytea NOT NULL,
    sex text,
    birth_date text,
    id_document_type text,
    id_document_sealed bytea,
    id_document_index bytea,
    phone_sealed bytea,
    phone_index bytea,
    index_key integer NOT NULL,
    area_code text,
    address_sealed bytea,
    guardian_sealed bytea,
    skills text NOT NULL,
    categories text NOT NULL,
    external_ids text NOT NULL,
    locale text,
    merged_into uuid REFERENCES people (id),
    collected_for_activity uuid,
    version bigint NOT NULL,
    entered_by uuid NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX people_by_sort_key ON people (sort_key, id);
CREATE INDEX people_by_phone ON people (phone_index);
CREATE INDEX people_by_id_document ON people (id_document_index);

-- Who entered each field of a person last, and when (Order 67 of the Ministry of Civil Affairs,
-- article 6). The fields before are in acts.
CREATE TABLE person_fields (
    person uuid NOT NULL REFERENCES people (id),
    field text NOT NULL,
    entered_by uuid NOT NULL,
    entered_at bigint NOT NULL,
    PRIMARY KEY (person, field)
);

-- What somebody agreed to: a ledger. A row changes once, when it is withdrawn.
CREATE TABLE consents (
    id uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES people (id),
    purpose text NOT NULL,
    notice_version text NOT NULL,
    form text NOT NULL,
    given_by text NOT NULL,
    given_at bigint NOT NULL,
    device uuid,
    recorded_by uuid NOT NULL,
    recorded_at bigint NOT NULL,
    withdrawn_at bigint,
    withdrawn_by uuid
);
CREATE INDEX consents_by_person ON consents (person, purpose);

-- What a person must be told. `read_at` is set once.
CREATE TABLE notices (
    id uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES people (id),
    kind text NOT NULL,
    subject uuid NOT NULL,
    unit uuid,
    made_at bigint NOT NULL,
    read_at bigint
);
CREATE INDEX notices_by_person ON notices (person, id);

-- What is to go out of the house, in the transaction of the act that wants it: a text message, a push.
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    notice uuid NOT NULL REFERENCES notices (id),
    made_at bigint NOT NULL,
    sent_at bigint,
    attempts integer NOT NULL
);
CREATE INDEX outbox_unsent ON outbox (made_at) WHERE sent_at IS NULL;

-- Deleting a row here erases everything that was sealed for the person.
CREATE TABLE person_keys (
    person uuid PRIMARY KEY REFERENCES people (id),
    sealed bytea NOT NULL
);

-- A login of a person.
CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    person uuid NOT NULL UNIQUE REFERENCES people (id),
    phone_index bytea NOT NULL UNIQUE,
    password_hash text NOT NULL,
    created_at bigint NOT NULL
);

-- A phone may be shared, so the same installation stands here once for each account on it.
CREATE TABLE devices (
    account uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    name text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (account, id)
);

-- A signed-in time of a device. Refresh tokens are derived from id and generation under a key that
-- is not in the database, so none is stored, not even as a hash.
CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES accounts (id),
    person uuid NOT NULL REFERENCES people (id),
    device uuid NOT NULL,
    started_at bigint NOT NULL,
    used_at bigint NOT NULL,
    ended_at bigint,
    generation bigint NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account, device);

-- Failed log-ins: by phone number for devices that are strange to its account, and apart for each
-- device that it knows. Numbers without an account are counted alike, so that nobody learns which
-- have one. Rows are forgotten after a day.
CREATE TABLE login_failures (
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    failed_at bigint NOT NULL
);
CREATE INDEX login_failures_by_time ON login_failures (failed_at);

-- One-use codes that make the first administrator's account, hashed.
CREATE TABLE setup_codes (
    code_hash bytea PRIMARY KEY,
    made_at bigint NOT NULL,
    used_at bigint
);

-- One-use codes with which a person who has a record opens an account, hashed.
CREATE TABLE claim_codes (
    code_hash bytea PRIMARY KEY,
    person uuid NOT NULL REFERENCES people (id),
    made_by uuid NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint
);
CREATE INDEX claim_codes_by_person ON claim_codes (person);

-- A node of the tree. `parent` is today's; unit_ancestors has every day's.
CREATE TABLE units (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    parent uuid REFERENCES units (id),
    area_code text,
    affiliated_with text,
    valid_from text,
    valid_to text,
    version bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX units_by_parent ON units (parent);
CREATE UNIQUE INDEX units_one_federation ON units (kind) WHERE kind = 'federation';

-- Which units a unit stood below, itself included (depth 0), from when to when.
CREATE TABLE unit_ancestors (
    unit uuid NOT NULL REFERENCES units (id),
    ancestor uuid NOT NULL REFERENCES units (id),
    depth smallint NOT NULL,
    from_at bigint NOT NULL,
    until_at bigint,
    PRIMARY KEY (unit, ancestor, from_at)
);
CREATE INDEX unit_ancestors_down ON unit_ancestors (ancestor, depth);

-- Authority of a person on a unit and all below it, from when to when.
CREATE TABLE roles (
    id uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES people (id),
    unit uuid NOT NULL REFERENCES units (id),
    role text NOT NULL,
    from_at bigint NOT NULL,
    until_at bigint,
    appointed_by uuid NOT NULL
);
CREATE INDEX roles_by_person ON roles (person, unit);
CREATE INDEX roles_by_unit ON roles (unit, role);

-- A person in a unit. `from_at` is when he became a member, `until_at` when it ended, or when the
-- application did; `state` is today's, the intervals say what held at any moment. Name, number and
-- sort key are copied from the person, so that the roster is a projection of this row alone.
CREATE TABLE memberships (
    id uuid PRIMARY KEY,
    person uuid NOT NULL REFERENCES people (id),
    unit uuid NOT NULL REFERENCES units (id),
    state text NOT NULL,
    person_name text NOT NULL,
    volunteer_no text NOT NULL,
    sort_key bytea NOT NULL,
    applied_at bigint NOT NULL,
    from_at bigint,
    until_at bigint,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX memberships_open ON memberships (person, unit) WHERE until_at IS NULL;
CREATE INDEX memberships_by_person ON memberships (person, id);
CREATE INDEX memberships_by_unit ON memberships (unit, sort_key, id);

-- From when to when a membership was suspended.
CREATE TABLE suspensions (
    id uuid PRIMARY KEY,
    membership uuid NOT NULL REFERENCES memberships (id),
    from_at bigint NOT NULL,
    until_at bigint,
    suspended_by uuid NOT NULL,
    lifted_by uuid
);
CREATE UNIQUE INDEX suspensions_open ON suspensions (membership) WHERE until_at IS NULL;

-- Accident insurance of a unit's volunteers and of all units below it. Local dates, both inclusive.
CREATE TABLE insurance_policies (
    id uuid PRIMARY KEY,
    unit uuid NOT NULL REFERENCES units (id),
    insurer text NOT NULL,
    policy_no text NOT NULL,
    valid_from text NOT NULL,
    valid_to text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at bigint NOT NULL
);
CREATE INDEX insurance_policies_by_unit ON insurance_policies (unit, valid_to);

-- Codes with which strangers open an account and apply to a unit, hashed.
CREATE TABLE invites (
    id uuid PRIMARY KEY,
    code_hash bytea NOT NULL UNIQUE,
    unit uuid NOT NULL REFERENCES units (id),
    uses_max integer NOT NULL,
    uses integer NOT NULL,
    made_by uuid NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NOT NULL
);
CREATE INDEX invites_by_unit ON invites (unit, id);
