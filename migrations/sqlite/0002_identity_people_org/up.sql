-- Somebody with a record here, with or without an account.
-- `…_sealed` is encrypted under the person's own key in person_keys; `…_index` finds it blindly, under
-- the generation `index_key` of the keys for that. `sort_key` orders a list as a dictionary does, the
-- same on both databases. Lists and maps are JSON. `merged_into` leads from a duplicate to the record
-- that stands for it; `collected_for_activity` names the emergency after which the data must go.
CREATE TABLE people (
    id BLOB NOT NULL PRIMARY KEY,
    volunteer_no TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    sex TEXT,
    birth_date TEXT,
    id_document_type TEXT,
    id_document_sealed BLOB,
    id_document_index BLOB,
    phone_sealed BLOB,
    phone_index BLOB,
    index_key INTEGER NOT NULL,
    area_code TEXT,
    address_sealed BLOB,
    guardian_sealed BLOB,
    skills TEXT NOT NULL,
    categories TEXT NOT NULL,
    external_ids TEXT NOT NULL,
    locale TEXT,
    merged_into BLOB REFERENCES people (id),
    collected_for_activity BLOB,
    version INTEGER NOT NULL,
    entered_by BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_sort_key ON people (sort_key, id);
CREATE INDEX people_by_phone ON people (phone_index);
CREATE INDEX people_by_id_document ON people (id_document_index);

-- Who entered each field of a person last, and when (Order 67 of the Ministry of Civil Affairs,
-- article 6). The fields before are in acts.
CREATE TABLE person_fields (
    person BLOB NOT NULL REFERENCES people (id),
    field TEXT NOT NULL,
    entered_by BLOB NOT NULL,
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (person, field)
) STRICT;

-- What somebody agreed to: a ledger. A row changes once, when it is withdrawn.
CREATE TABLE consents (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL,
    notice_version TEXT NOT NULL,
    form TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    device BLOB,
    recorded_by BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_by BLOB
) STRICT;
CREATE INDEX consents_by_person ON consents (person, purpose);

-- What a person must be told. `read_at` is set once.
CREATE TABLE notices (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    unit BLOB,
    made_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notices_by_person ON notices (person, id);

-- What is to go out of the house, in the transaction of the act that wants it: a text message, a push.
CREATE TABLE outbox (
    id BLOB NOT NULL PRIMARY KEY,
    notice BLOB NOT NULL REFERENCES notices (id),
    made_at INTEGER NOT NULL,
    sent_at INTEGER,
    attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_unsent ON outbox (made_at) WHERE sent_at IS NULL;

-- Deleting a row here erases everything that was sealed for the person.
CREATE TABLE person_keys (
    person BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
    sealed BLOB NOT NULL
) STRICT;

-- A login of a person.
CREATE TABLE accounts (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL UNIQUE REFERENCES people (id),
    phone_index BLOB NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- A phone may be shared, so the same installation stands here once for each account on it.
CREATE TABLE devices (
    account BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account, id)
) STRICT;

-- A signed-in time of a device. Refresh tokens are derived from id and generation under a key that
-- is not in the database, so none is stored, not even as a hash.
CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB NOT NULL REFERENCES accounts (id),
    person BLOB NOT NULL REFERENCES people (id),
    device BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    ended_at INTEGER,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account, device);

-- Failed log-ins: by phone number for devices that are strange to its account, and apart for each
-- device that it knows. Numbers without an account are counted alike, so that nobody learns which
-- have one. Rows are forgotten after a day.
CREATE TABLE login_failures (
    key BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX login_failures_by_time ON login_failures (failed_at);

-- One-use codes that make the first administrator's account, hashed.
CREATE TABLE setup_codes (
    code_hash BLOB NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- One-use codes with which a person who has a record opens an account, hashed.
CREATE TABLE claim_codes (
    code_hash BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id),
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX claim_codes_by_person ON claim_codes (person);

-- A node of the tree. `parent` is today's; unit_ancestors has every day's.
CREATE TABLE units (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    parent BLOB REFERENCES units (id),
    area_code TEXT,
    affiliated_with TEXT,
    valid_from TEXT,
    valid_to TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX units_by_parent ON units (parent);
CREATE UNIQUE INDEX units_one_federation ON units (kind) WHERE kind = 'federation';

-- Which units a unit stood below, itself included (depth 0), from when to when.
CREATE TABLE unit_ancestors (
    unit BLOB NOT NULL REFERENCES units (id),
    ancestor BLOB NOT NULL REFERENCES units (id),
    depth INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    PRIMARY KEY (unit, ancestor, from_at)
) STRICT;
CREATE INDEX unit_ancestors_down ON unit_ancestors (ancestor, depth);

-- Authority of a person on a unit and all below it, from when to when.
CREATE TABLE roles (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id),
    unit BLOB NOT NULL REFERENCES units (id),
    role TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    appointed_by BLOB NOT NULL
) STRICT;
CREATE INDEX roles_by_person ON roles (person, unit);
CREATE INDEX roles_by_unit ON roles (unit, role);

-- A person in a unit. `from_at` is when he became a member, `until_at` when it ended, or when the
-- application did; `state` is today's, the intervals say what held at any moment. Name, number and
-- sort key are copied from the person, so that the roster is a projection of this row alone.
CREATE TABLE memberships (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL REFERENCES people (id),
    unit BLOB NOT NULL REFERENCES units (id),
    state TEXT NOT NULL,
    person_name TEXT NOT NULL,
    volunteer_no TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    applied_at INTEGER NOT NULL,
    from_at INTEGER,
    until_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX memberships_open ON memberships (person, unit) WHERE until_at IS NULL;
CREATE INDEX memberships_by_person ON memberships (person, id);
CREATE INDEX memberships_by_unit ON memberships (unit, sort_key, id);

-- From when to when a membership was suspended.
CREATE TABLE suspensions (
    id BLOB NOT NULL PRIMARY KEY,
    membership BLOB NOT NULL REFERENCES memberships (id),
    from_at INTEGER NOT NULL,
    until_at INTEGER,
    suspended_by BLOB NOT NULL,
    lifted_by BLOB
) STRICT;
CREATE UNIQUE INDEX suspensions_open ON suspensions (membership) WHERE until_at IS NULL;

-- Accident insurance of a unit's volunteers and of all units below it. Local dates, both inclusive.
CREATE TABLE insurance_policies (
    id BLOB NOT NULL PRIMARY KEY,
    unit BLOB NOT NULL REFERENCES units (id),
    insurer TEXT NOT NULL,
    policy_no TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_by BLOB NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX insurance_policies_by_unit ON insurance_policies (unit, valid_to);

-- Codes with which strangers open an account and apply to a unit, hashed.
CREATE TABLE invites (
    id BLOB NOT NULL PRIMARY KEY,
    code_hash BLOB NOT NULL UNIQUE,
    unit BLOB NOT NULL REFERENCES units (id),
    uses_max INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invites_by_unit ON invites (unit, id);
