-- Which node does the timed acts now. A lease that ran out is anybody's.
CREATE TABLE leases (
    name text PRIMARY KEY,
    holder uuid NOT NULL,
    until_at bigint NOT NULL
);

-- A purpose that activities serve for years. `themes` is a JSON list of words.
CREATE TABLE programs (
    id uuid PRIMARY KEY,
    unit uuid NOT NULL REFERENCES units (id),
    name text NOT NULL,
    themes text NOT NULL,
    summary text,
    ended_on text,
    version bigint NOT NULL,
    created_by uuid NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX programs_by_unit ON programs (unit, id);

-- Where service is given again and again: a canteen, a stop of the bathing vehicle. `place` is JSON:
-- address, area, point and fence in WGS-84, and the numbers as they were given.
CREATE TABLE sites (
    id uuid PRIMARY KEY,
    unit uuid NOT NULL REFERENCES units (id),
    name text NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    closed_on text,
    version bigint NOT NULL,
    created_by uuid NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX sites_by_unit ON sites (unit, id);

-- What is published. Nullable until it is submitted: a draft may lack any of it. Where it takes place
-- is a site, a place of its own (JSON as in sites) or online; `private` says that the place is
-- somebody's home. `audience` is the unit whose members may sign up; everybody without one.
CREATE TABLE activities (
    id uuid PRIMARY KEY,
    unit uuid NOT NULL REFERENCES units (id),
    program uuid REFERENCES programs (id),
    kind text NOT NULL,
    state text NOT NULL,
    name text NOT NULL,
    content text,
    conditions text,
    safeguards text,
    risks text,
    danger boolean NOT NULL,
    people_wanted integer,
    person_in_charge uuid REFERENCES people (id),
    site uuid REFERENCES sites (id),
    online boolean NOT NULL,
    place_name text,
    place text,
    private boolean NOT NULL,
    audience uuid REFERENCES units (id),
    served_area_code text,
    starts_on text,
    ends_on text,
    published_at bigint,
    over_at bigint,
    retired_at bigint,
    desk_retired_at bigint,
    version bigint NOT NULL,
    created_by uuid NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX activities_by_unit ON activities (unit, id);
CREATE INDEX activities_by_program ON activities (program, id);
CREATE INDEX activities_told ON activities (ends_on)
    WHERE published_at IS NOT NULL AND retired_at IS NULL;
CREATE INDEX activities_on_desk ON activities (ends_on) WHERE desk_retired_at IS NULL;

-- One slice of time of an activity. `positions` and `breaks` are JSON. `audience` and `published_at`
-- are copied from the activity, so that the document is a projection of this row alone.
CREATE TABLE shifts (
    id uuid PRIMARY KEY,
    activity uuid NOT NULL REFERENCES activities (id),
    unit uuid NOT NULL REFERENCES units (id),
    audience uuid,
    state text NOT NULL,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    time_zone text NOT NULL,
    service_date text NOT NULL,
    starts_local text NOT NULL,
    ends_local text NOT NULL,
    sign_up_closes_at bigint NOT NULL,
    breaks text NOT NULL,
    positions text NOT NULL,
    note text,
    published_at bigint,
    retired_at bigint,
    desk_retired_at bigint,
    version bigint NOT NULL,
    created_by uuid NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX shifts_by_activity ON shifts (activity, starts_at, id);
CREATE INDEX shifts_by_unit ON shifts (unit, starts_at, id);
CREATE INDEX shifts_by_start ON shifts (starts_at, id);

-- How many seats a position of a shift has, and how many are gone: what a sign-up locks. `id` is the
-- position's; `queued` counts those who ever waited, and gives each his place in the queue.
CREATE TABLE shift_seats (
    id uuid PRIMARY KEY,
    shift uuid NOT NULL REFERENCES shifts (id),
    unit uuid NOT NULL REFERENCES units (id),
    seats integer NOT NULL,
    taken integer NOT NULL,
    waiting integer NOT NULL,
    queued bigint NOT NULL,
    published_at bigint,
    retired_at bigint,
    version bigint NOT NULL
);
CREATE INDEX shift_seats_by_shift ON shift_seats (shift, id);

-- Somebody's place in a shift, or his wish for one. `ended_at` is null while it stands. The times are
-- the shift's, for clashes; the point is that of a private home, once the place is confirmed.
CREATE TABLE sign_ups (
    id uuid PRIMARY KEY,
    shift uuid NOT NULL REFERENCES shifts (id),
    position uuid NOT NULL REFERENCES shift_seats (id),
    activity uuid NOT NULL REFERENCES activities (id),
    unit uuid NOT NULL REFERENCES units (id),
    person uuid NOT NULL REFERENCES people (id),
    state text NOT NULL,
    queue_no bigint,
    agreed text,
    invited_by uuid,
    requested_at bigint NOT NULL,
    confirmed_at bigint,
    offered_until bigint,
    ended_at bigint,
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    lat_e7 integer,
    lon_e7 integer,
    retired_at bigint,
    desk_retired_at bigint,
    version bigint NOT NULL
);
CREATE UNIQUE INDEX sign_ups_standing ON sign_ups (person, shift) WHERE ended_at IS NULL;
CREATE INDEX sign_ups_by_person ON sign_ups (person, id);
CREATE INDEX sign_ups_by_time ON sign_ups (person, starts_at) WHERE ended_at IS NULL;
CREATE INDEX sign_ups_by_shift ON sign_ups (shift, id);
CREATE INDEX sign_ups_by_queue ON sign_ups (position, queue_no) WHERE state = 'waitlisted';
CREATE INDEX sign_ups_offered ON sign_ups (offered_until) WHERE state = 'offered';
