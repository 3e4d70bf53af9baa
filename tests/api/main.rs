//! The API over HTTP, on both databases: a file a feature.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod activities;
mod annual_report;
mod append_only;
mod approvals;
mod attendances;
mod changelog;
mod check_ins;
mod confirming;
mod consents;
mod corrections;
mod demo;
mod devices;
mod disputes;
mod doctor;
mod enrolment;
mod gates;
mod identity;
mod invites;
mod marks;
mod matrix;
mod memberships;
mod notices;
mod old_stays;
mod organisation;
mod overlaps;
mod people;
mod platform;
mod programs;
mod publication;
mod random_acts;
mod record_places;
mod repeated;
mod retirement;
mod roles;
mod rosters;
mod said_later;
mod service_records;
mod sessions;
mod shift_changes;
mod shift_reports;
mod shift_steps;
mod shifts;
mod sign_ups;
mod sites;
mod slices;
mod stay_ends;
mod tally;
mod tally_within;
mod totals;
mod voids;
mod vouching;
mod waitlist;
