-- Somebody with a record here, with or without an account.
-- `…_sealed` is encrypted under the person's own key in person_keys; `…_index` finds it blindly.
CREATE TABLE people (
    id BLOB NOT NULL PRIMARY KEY,
    volunteer_no TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone_sealed BLOB,
    phone_index BLOB,
    locale TEXT,
    version INTEGER NOT NULL,
    entered_by BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_phone ON people (phone_index);

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

-- A node of the tree. `parent` is today's; unit_ancestors has every day's.
CREATE TABLE units (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    parent BLOB REFERENCES units (id),
    area_code TEXT,
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
