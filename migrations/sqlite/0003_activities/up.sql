-- Which node does the timed acts now. A lease that ran out is anybody's.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder BLOB NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;

-- A purpose that activities serve for years. `themes` is a JSON list of words.
CREATE TABLE programs (
    id BLOB NOT NULL PRIMARY KEY,
    unit BLOB NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    themes TEXT NOT NULL,
    summary TEXT,
    ended_on TEXT,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX programs_by_unit ON programs (unit, id);

-- Where service is given again and again: a canteen, a stop of the bathing vehicle. `place` is JSON:
-- address, area, point and fence in WGS-84, and the numbers as they were given.
CREATE TABLE sites (
    id BLOB NOT NULL PRIMARY KEY,
    unit BLOB NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    closed_on TEXT,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sites_by_unit ON sites (unit, id);

-- What is published. Nullable until it is submitted: a draft may lack any of it. Where it takes place
-- is a site, a place of its own (JSON as in sites) or online; `private` says that the place is
-- somebody's home. `audience` is the unit whose members may sign up; everybody without one.
CREATE TABLE activities (
    id BLOB NOT NULL PRIMARY KEY,
    unit BLOB NOT NULL REFERENCES units (id),
    program BLOB REFERENCES programs (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT,
    conditions TEXT,
    safeguards TEXT,
    risks TEXT,
    danger INTEGER NOT NULL,
    people_wanted INTEGER,
    person_in_charge BLOB REFERENCES people (id),
    site BLOB REFERENCES sites (id),
    online INTEGER NOT NULL,
    place_name TEXT,
    place TEXT,
    private INTEGER NOT NULL,
    audience BLOB REFERENCES units (id),
    served_area_code TEXT,
    starts_on TEXT,
    ends_on TEXT,
    published_at INTEGER,
    over_at INTEGER,
    retired_at INTEGER,
    desk_retired_at INTEGER,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activities_by_unit ON activities (unit, id);
CREATE INDEX activities_by_program ON activities (program, id);
CREATE INDEX activities_told ON activities (ends_on)
    WHERE published_at IS NOT NULL AND retired_at IS NULL;
CREATE INDEX activities_on_desk ON activities (ends_on) WHERE desk_retired_at IS NULL;

-- One slice of time of an activity. `positions` and `breaks` are JSON. `audience` and `published_at`
-- are copied from the activity, so that the document is a projection of this row alone.
CREATE TABLE shifts (
    id BLOB NOT NULL PRIMARY KEY,
    activity BLOB NOT NULL REFERENCES activities (id),
    unit BLOB NOT NULL REFERENCES units (id),
    audience BLOB,
    state TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    service_date TEXT NOT NULL,
    starts_local TEXT NOT NULL,
    ends_local TEXT NOT NULL,
    sign_up_closes_at INTEGER NOT NULL,
    breaks TEXT NOT NULL,
    positions TEXT NOT NULL,
    note TEXT,
    published_at INTEGER,
    retired_at INTEGER,
    desk_retired_at INTEGER,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shifts_by_activity ON shifts (activity, starts_at, id);
CREATE INDEX shifts_by_unit ON shifts (unit, starts_at, id);
CREATE INDEX shifts_by_start ON shifts (starts_at, id);

-- How many seats a position of a shift has, and how many are gone: what a sign-up locks. `id` is the
-- position's; `queued` counts those who ever waited, and gives each his place in the queue.
CREATE TABLE shift_seats (
    id BLOB NOT NULL PRIMARY KEY,
    shift BLOB NOT NULL REFERENCES shifts (id),
    unit BLOB NOT NULL REFERENCES units (id),
    seats INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    queued INTEGER NOT NULL,
    published_at INTEGER,
    retired_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_seats_by_shift ON shift_seats (shift, id);

-- Somebody's place in a shift, or his wish for one. `ended_at` is null while it stands. The times are
-- the shift's, for clashes; the point is that of a private home, once the place is confirmed.
CREATE TABLE sign_ups (
    id BLOB NOT NULL PRIMARY KEY,
    shift BLOB NOT NULL REFERENCES shifts (id),
    position BLOB NOT NULL REFERENCES shift_seats (id),
    activity BLOB NOT NULL REFERENCES activities (id),
    unit BLOB NOT NULL REFERENCES units (id),
    person BLOB NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    queue_no INTEGER,
    agreed TEXT,
    invited_by BLOB,
    requested_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    offered_until INTEGER,
    ended_at INTEGER,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    lat_e7 INTEGER,
    lon_e7 INTEGER,
    retired_at INTEGER,
    desk_retired_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sign_ups_standing ON sign_ups (person, shift) WHERE ended_at IS NULL;
CREATE INDEX sign_ups_by_person ON sign_ups (person, id);
CREATE INDEX sign_ups_by_time ON sign_ups (person, starts_at) WHERE ended_at IS NULL;
CREATE INDEX sign_ups_by_shift ON sign_ups (shift, id);
CREATE INDEX sign_ups_by_queue ON sign_ups (position, queue_no) WHERE state = 'waitlisted';
CREATE INDEX sign_ups_offered ON sign_ups (offered_until) WHERE state = 'offered';
