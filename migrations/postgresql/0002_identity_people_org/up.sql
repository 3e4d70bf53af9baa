-- Somebody with a record here, with or without an account.
-- `…_sealed` is encrypted under the person's own key in person_keys; `…_index` finds it blindly.
CREATE TABLE people (
    id uuid PRIMARY KEY,
    volunteer_no text NOT NULL UNIQUE,
    name text NOT NULL,
    phone_sealed bytea,
    phone_index bytea,
    locale text,
    version bigint NOT NULL,
    entered_by uuid NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE INDEX people_by_phone ON people (phone_index);

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

-- A node of the tree. `parent` is today's; unit_ancestors has every day's.
CREATE TABLE units (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    parent uuid REFERENCES units (id),
    area_code text,
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
