//! Muster (集结): the backend of a volunteer federation.
//!
//! # The idea
//!
//! **An act is one function with three doors.** An HTTP handler calls
//! `feature::actions::…(tx, &caller, …)`; sync push and the command line are to call the same one.
//! Every act leaves, in one transaction or not at all: rows in its feature's tables (the truth),
//! documents in the buckets of its audiences (what phones pull), differences in cells (what
//! headquarters reads), and one row in `acts` (idempotency and audit in one).
//!
//! # Layout
//!
//! To follow a request, open four files of one folder: `routes.rs` (URLs, what goes over the wire,
//! thin handlers) → `actions.rs` (one function an act: load, decide, write, record) → `rules.rs`
//! (pure decisions, and what each audience may see) → `store.rs` (all SQL of the feature's tables).
//! `model.rs` holds the values and what makes them valid; `mod.rs` says what the feature promises.
//! Where a feature has several nouns, each of these is a folder with a file a noun:
//! `org/actions/memberships.rs`.
//!
//! | module | what it is | may import |
//! |---|---|---|
//! | [`kernel`] | words that all share; no I/O, no clock | nothing |
//! | [`platform`] | machines: config, clock, chance, database, HTTP, logs, timer | kernel |
//! | [`acts`] | one row an act | kernel, platform |
//! | [`changelog`] | documents into audiences, grants to read them | kernel, platform |
//! | [`cells`] | sums that acts move | kernel, platform |
//! | [`notices`] | what a person must be told; the outbox | + acts, changelog |
//! | [`people`] | persons, and what of them is sealed; consents | + notices |
//! | [`org`] | the dated tree, memberships, roles, insurance | + people |
//! | [`enrolment`] | persons as units keep them: enrolling, finding, correcting | + org |
//! | [`activities`] | programs, sites, activities, shifts, sign-ups | + org, cells |
//! | [`ledger`] | minutes: records, append-only entries, disputes | + org, cells |
//! | [`attendance`] | check-in, check-out, marks; closes into the ledger | + activities, ledger |
//! | [`tally`] | figures, the sentence of a year: reads only | + cells, org, activities, ledger |
//! | [`identity`] | accounts, codes, devices, sessions | + org |
//! | [`sync`] | what phones hold | every feature |
//! | [`app`] | the only wiring | everything |
//! | [`demo`] | a federation to look at, made through the acts | everything below it |
//! | [`cli`] | one file a command | everything |
//!
//! `tests/tidy` reads the `use` lines and holds the table, together with the other house rules.
//!
//! # Words
//!
//! *Act*: a change that somebody makes. *Caller*: who makes it, when, through which door. *Intent*:
//! an act by id and content, before it is known whether it was done already. *Refusal*: an expected
//! no, with a code; nothing changed. *Fault*: a failure of ours. *Document*: what one audience may
//! see of one row. *Bucket*: what the same people read of the documents. *Grant*: the right to read
//! a bucket, from when to when. *Head*: the version of a bucket. *Cell*: the finest sum of figures.
//! *Unit*: a node of the organisation. *Membership*: a person in a unit, from when to when. *Role*:
//! authority on a unit, never a job in a shift. *Notice*: what a person must be told. *Consent*:
//! what somebody agreed to, a line of a ledger. *Correction*: what becomes of one field. *Sealed*:
//! encrypted under a key of the person's own. *Fence*: where those who take part are to be.
//! *Verdict*: what it says of a place. *Program*: a purpose of years. *Site*: where service is
//! given again and again. *Activity*: what is published. *Audience*: those to whom it is made
//! known. *Desk*: those with a role on its unit, who see all of it. *Shift*: one part of its time.
//! *Position*: a kind of work in a shift. *Seats*: how many are wanted in it. *Sign-up*: somebody's
//! place in a position, or his wish for one. *Offer*: a free seat that is kept for who waited
//! longest. *Tick*: a look at what time has made due. *Lease*: of several nodes the one that has it
//! ticks. *Attendance*: one stay of somebody in a shift. *Event*: one thing that was captured about
//! it. *Mark*: an event that a leader enters for somebody. *Flag*: what was odd about it. *Record*:
//! what somebody served in a shift. *Entry*: a line of the ledger. *Given* minutes come from
//! evidence, *credited* ones from a policy. *Session*: a day of an activity with an approved
//! record. *Report*: how many people a shift served. *Tally*: what cells and people come to, in
//! rows. *Cut*: by what it is split into them. *Retired*: long over, and gone from the phones.
//! *Slice*: several acts that are judged and entered together.
//!
//! # Invariants
//!
//! - An answer comes after the commit is on disk. A refusal changes nothing.
//! - Rows, documents, cells and the row in `acts` are in one transaction, or none.
//! - The database is entered through [`platform::db::Db::read`] and [`platform::db::Db::write`]
//!   alone, and only `platform::db` asks which database it is.
//! - Time comes from the caller, chance from `platform::random`: rules read neither.

pub mod activities;
pub mod acts;
pub mod app;
pub mod attendance;
pub mod cells;
pub mod changelog;
pub mod cli;
pub mod demo;
pub mod enrolment;
pub mod identity;
pub mod kernel;
pub mod ledger;
pub mod notices;
pub mod org;
pub mod people;
pub mod platform;
mod schema;
pub mod sync;
pub mod tally;
