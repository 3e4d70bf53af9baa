//! The stays that captured events say together, in whatever order they came.
//!
//! Events are read in the order in which they happened, not in which they came: so a phone that
//! hands in its own a day later changes what leaders said meanwhile, and the result is the same as
//! if it had been the first.

use std::collections::BTreeSet;

use crate::{
    attendance::{
        model::{Aliases, EventKind, Source},
        store::EventRow,
    },
    kernel::{interval::Interval, time::Time},
};

/// One end of a stay, as somebody said it.
#[derive(Clone, Copy, Debug)]
pub(in crate::attendance) struct Said<'a> {
    pub(in crate::attendance) at: Time,
    pub(in crate::attendance) event: &'a EventRow,
}

/// One stay, with all that was said of it.
#[derive(Clone, Debug, Default)]
pub(in crate::attendance) struct Stay<'a> {
    starts: Vec<Said<'a>>,
    ends: Vec<Said<'a>>,
    /// Marks of a presence throughout: they speak for every stay in the shift.
    throughout: Vec<&'a EventRow>,
    /// The ids under which it was captured.
    pub(in crate::attendance) ids: Aliases,
}

impl<'a> Stay<'a> {
    /// When he came, as it stands.
    pub(in crate::attendance) fn start(&self) -> Option<Said<'a>> {
        standing(&self.starts)
    }

    /// When he left, as it stands.
    pub(in crate::attendance) fn end(&self) -> Option<Said<'a>> {
        standing(&self.ends)
    }

    /// All that was said of it; some of it may appear twice.
    pub(in crate::attendance) fn events(&self) -> impl Iterator<Item = &'a EventRow> {
        self.of_start().chain(self.of_end())
    }

    /// What says something of his coming; some of it may appear twice.
    pub(in crate::attendance) fn of_start(&self) -> impl Iterator<Item = &'a EventRow> {
        self.starts.iter().map(|said| said.event).chain(self.throughout.iter().copied())
    }

    /// What says something of his leaving; some of it may appear twice.
    pub(in crate::attendance) fn of_end(&self) -> impl Iterator<Item = &'a EventRow> {
        self.ends.iter().map(|said| said.event).chain(self.throughout.iter().copied())
    }

    fn is_open(&self) -> bool {
        self.ends.is_empty()
    }

    fn come(&mut self, said: Said<'a>) {
        self.starts.push(said);
        self.ids.add(said.event.id, said.event.kind);
    }

    fn leave(&mut self, said: Said<'a>) {
        self.ends.push(said);
        self.ids.add(said.event.id, said.event.kind);
    }
}

/// Of several who say when it was the person himself is right, of the others and of several times
/// of his own the first.
fn standing<'a>(said: &[Said<'a>]) -> Option<Said<'a>> {
    let place = |said: &&Said<'a>| {
        let Said { at, event } = said;
        (event.source != Source::Own, *at, event.source, event.id)
    };
    said.iter().min_by_key(place).copied()
}

/// The stays that some events of one person in a shift say together, in the order of time. One at
/// most is open, and it is the last.
///
/// - Whoever comes while he is there stays; after he left he comes anew.
/// - Whoever leaves ends the stay that he is in; else the last that he began, for which he had left
///   at another time already.
/// - A presence throughout is a stay from the beginning of the shift to its end where nobody said
///   when he came, or only after he had left; else it speaks for the stays that there are. It ends
///   an open one with the shift.
pub(in crate::attendance) fn stays(span: Interval, events: &[EventRow]) -> Vec<Stay<'_>> {
    let of = |kinds: &'static [EventKind]| {
        events.iter().filter(move |event| kinds.contains(&event.kind))
    };
    let throughout: Vec<&EventRow> = of(&[EventKind::Present]).collect();
    let mut ins: Vec<Said<'_>> =
        of(&[EventKind::CheckIn]).map(|event| Said { at: event.at, event }).collect();
    let outs = of(&[EventKind::CheckOut, EventKind::EndConfirmed]);
    let outs: Vec<Said<'_>> = outs.map(|event| Said { at: event.at, event }).collect();
    let first = ins.iter().map(|said| said.at).min();
    let left_before = |first| outs.iter().any(|out| (span.from()..first).contains(&out.at));
    if first.is_none_or(left_before) {
        ins.extend(throughout.iter().map(|event| Said { at: span.from(), event }));
    }
    let mut stays = in_order(&ins, &outs);
    if let Some(last) = stays.last_mut() {
        end_with_shift(last, &throughout, span);
    }
    if let Some(first) = stays.first_mut() {
        throughout.iter().for_each(|event| first.ids.add(event.id, event.kind));
    }
    for stay in &mut stays {
        stay.throughout.clone_from(&throughout);
    }
    stays
}

/// At each instant: who is there leaves before he comes again, who is not comes before he leaves.
fn in_order<'a>(ins: &[Said<'a>], outs: &[Said<'a>]) -> Vec<Stay<'a>> {
    let mut stays: Vec<Stay<'a>> = Vec::new();
    let instants: BTreeSet<Time> = ins.iter().chain(outs).map(|said| said.at).collect();
    for instant in instants {
        let now = |said: &&Said<'a>| said.at == instant;
        let is_in = stays.last().is_some_and(Stay::is_open);
        if is_in {
            leave(&mut stays, outs.iter().filter(now));
        }
        for said in ins.iter().filter(now) {
            match stays.last_mut() {
                Some(open) if open.is_open() => open.come(*said),
                _ => {
                    let mut stay = Stay::default();
                    stay.come(*said);
                    stays.push(stay);
                }
            }
        }
        if !is_in {
            leave(&mut stays, outs.iter().filter(now));
        }
    }
    stays
}

/// Nobody leaves who never came.
fn leave<'a, 'b>(stays: &mut [Stay<'a>], outs: impl Iterator<Item = &'b Said<'a>>)
where
    'a: 'b,
{
    if let Some(last) = stays.last_mut() {
        outs.for_each(|said| last.leave(*said));
    }
}

/// Who was there throughout left when the shift ended, where nobody says otherwise.
fn end_with_shift<'a>(stay: &mut Stay<'a>, throughout: &[&'a EventRow], span: Interval) {
    let came_before = stay.start().is_some_and(|start| start.at <= span.until());
    let is_throughout = stay.starts.iter().any(|said| said.event.kind == EventKind::Present);
    if came_before && (stay.is_open() || is_throughout) {
        stay.ends.extend(throughout.iter().map(|event| Said { at: span.until(), event }));
    }
}
