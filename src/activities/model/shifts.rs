//! Shifts and their positions.

use std::time::Duration;

use crate::kernel::{
    codes::FieldCode,
    correction::Correction,
    ids::{ActivityId, PositionId, ShiftId},
    interval::Interval,
    refusal::Fields,
    time::Time,
    words::words,
};

words! {
    /// What became of a shift. That it runs, is past or is full follows from its row.
    pub enum ShiftState {
        /// Planned; nobody can sign up yet.
        Planned => "planned" ("计划中" / "planned"),
        /// Takes sign-ups until they close.
        Open => "open" ("开放报名" / "open"),
        /// The roster stands; nobody new, and no seat that comes free is offered.
        Locked => "locked" ("名单已锁定" / "locked"),
        /// Over.
        Closed => "closed" ("已关闭" / "closed"),
        /// Does not take place.
        Cancelled => "cancelled" ("已取消" / "cancelled"),
    }
}

/// A kind of work in a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Its id, which is that of its seats too.
    pub(crate) id: PositionId,
    /// What it is called.
    pub(crate) name: String,
    /// How many are wanted in it.
    pub(crate) seats: i32,
    /// What whoever takes it must bring along.
    pub(crate) requirements: Option<String>,
}

/// The positions of a shift, in the order in which they were given; no two have one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Positions(pub(in crate::activities) Vec<Position>);

/// When nobody works during a shift: apart from each other and within it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Breaks(pub(in crate::activities) Vec<Interval>);

words! {
    /// Which shifts of an activity are to become like the one that is changed.
    pub enum ApplyTo {
        /// It alone.
        This => "this" ("仅此班次" / "this shift"),
        /// It and those that begin later.
        Following => "following" ("此班次及之后" / "this and the following"),
        /// All of them.
        All => "all" ("全部班次" / "all shifts"),
    }
}

/// Hours of a shift at most.
const HOURS_MAX: u64 = 24;

/// Breaks of a shift at most.
const BREAKS_MAX: usize = 5;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// When a shift takes place, and until when one can sign up for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) starts_at: Time,
    pub(crate) ends_at: Time,
    pub(crate) sign_up_closes_at: Time,
    pub(crate) breaks: Breaks,
}

impl Slot {
    /// Notes what is wrong with it: a shift lasts up to a day, of whole minutes as the service that
    /// is recorded in it, and its breaks lie in it, apart from each other.
    pub(crate) fn judge(&self, fields: &mut Fields) {
        fields.take("/starts_at", whole_minutes(self.starts_at));
        fields.take("/ends_at", whole_minutes(self.ends_at));
        let span = fields.take("/ends_at", self.span());
        if self.sign_up_closes_at > self.ends_at {
            fields.take::<()>("/sign_up_closes_at", Err(FieldCode::Contradicts));
        }
        if let Some(span) = span {
            fields.take("/breaks", self.breaks.lie_in(span));
        }
    }

    fn span(&self) -> Result<Interval, FieldCode> {
        let span = Interval::new(self.starts_at, self.ends_at)?;
        let fits = span.length() <= Duration::from_secs(HOURS_MAX * 3600);
        if fits { Ok(span) } else { Err(FieldCode::OutOfRange) }
    }
}

impl Breaks {
    /// Puts them in order.
    pub(crate) fn sorted(mut breaks: Vec<Interval>) -> Self {
        breaks.sort_unstable();
        Self(breaks)
    }

    fn lie_in(&self, span: Interval) -> Result<(), FieldCode> {
        if self.0.len() > BREAKS_MAX {
            return Err(FieldCode::TooMany);
        }
        for pause in &self.0 {
            whole_minutes(pause.from()).and_then(|()| whole_minutes(pause.until()))?;
        }
        let inside = self.0.iter().all(|pause| pause.clipped(span) == Some(*pause));
        let apart =
            self.0.iter().zip(self.0.iter().skip(1)).all(|(one, next)| !one.overlaps(*next));
        if inside && apart { Ok(()) } else { Err(FieldCode::Contradicts) }
    }
}

fn whole_minutes(time: Time) -> Result<(), FieldCode> {
    if time.millis() % MINUTE == 0 { Ok(()) } else { Err(FieldCode::WholeMinutes) }
}

/// A position as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedPosition {
    /// Its id, if the client makes it, or names one that is to be changed.
    pub(crate) id: Option<PositionId>,
    pub(crate) name: String,
    pub(crate) seats: i32,
    pub(crate) requirements: Option<String>,
}

impl WantedPosition {
    /// The same as it is kept.
    pub(crate) fn with_id(&self, id: PositionId) -> Position {
        let Self { name, seats, requirements, .. } = self.clone();
        Position { id, name, seats, requirements }
    }
}

/// A shift that is to be added to an activity.
#[derive(Clone, Debug)]
pub(crate) struct AddShift {
    pub(crate) id: ShiftId,
    pub(crate) activity: ActivityId,
    pub(crate) slot: Slot,
    pub(crate) positions: Vec<WantedPosition>,
    pub(crate) note: Option<String>,
}

/// What is to be different about a shift; what is none stays as it is.
#[derive(Clone, Debug)]
pub(in crate::activities) struct ShiftChanges {
    pub(in crate::activities) apply_to: ApplyTo,
    pub(in crate::activities) starts_at: Option<Time>,
    pub(in crate::activities) ends_at: Option<Time>,
    /// Cleared, it is the start again.
    pub(in crate::activities) sign_up_closes_at: Correction<Time>,
    pub(in crate::activities) breaks: Option<Breaks>,
    pub(in crate::activities) positions: Option<Vec<WantedPosition>>,
    pub(in crate::activities) note: Correction<String>,
}

/// What may be done to a shift as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) enum ShiftStep {
    /// Takes sign-ups, again.
    Open,
    /// Takes no new ones.
    Lock,
    /// Is over.
    Close,
    /// Does not take place.
    Cancel,
}

impl ShiftStep {
    /// The name of the act.
    pub(in crate::activities) const fn kind(self) -> &'static str {
        match self {
            Self::Open => "activities.open_shift",
            Self::Lock => "activities.lock_shift",
            Self::Close => "activities.close_shift",
            Self::Cancel => "activities.cancel_shift",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE;

    /// What is wrong with a slot, in minutes.
    fn wrong(from: i64, until: i64, closes: i64, breaks: &[(i64, i64)]) -> Vec<String> {
        let at = |minute: i64| Time::from_millis(minute * MINUTE);
        let pause = |&(from, until): &(i64, i64)| Interval::new(at(from), at(until)).unwrap();
        let breaks = Breaks::sorted(breaks.iter().map(pause).collect());
        let (starts_at, ends_at, sign_up_closes_at) = (at(from), at(until), at(closes));
        told(&Slot { starts_at, ends_at, sign_up_closes_at, breaks })
    }

    fn told(slot: &Slot) -> Vec<String> {
        let mut fields = Fields::default();
        slot.judge(&mut fields);
        let faults = fields.finish(|| Some(())).err().map(|refusal| refusal.fields);
        let tell = |fault: crate::kernel::refusal::FieldError| {
            format!("{} {}", fault.pointer, fault.code.word())
        };
        faults.into_iter().flatten().map(tell).collect()
    }

    #[test]
    fn a_shift_lasts_from_a_minute_to_a_day() {
        assert_eq!(wrong(0, 1, 0, &[]), [""; 0]);
        assert_eq!(wrong(0, 1440, 1440, &[]), [""; 0]);
        assert_eq!(wrong(0, 1441, 0, &[]), ["/ends_at out_of_range"]);
        assert_eq!(wrong(5, 5, 5, &[]), ["/ends_at contradicts"]);
        assert_eq!(wrong(0, 60, 61, &[]), ["/sign_up_closes_at contradicts"]);
    }

    #[test]
    fn breaks_lie_in_the_shift_and_apart_from_each_other() {
        assert_eq!(wrong(0, 60, 0, &[(30, 40), (0, 10), (40, 60)]), [""; 0]);
        for breaks in [&[(50, 61)][..], &[(10, 20), (15, 25)], &[(0, 60), (10, 20)]] {
            assert_eq!(wrong(0, 60, 0, breaks), ["/breaks contradicts"], "{breaks:?}");
        }
        let six: Vec<_> = (0..6).map(|minute| (2 * minute, 2 * minute + 1)).collect();
        assert_eq!(wrong(0, 60, 0, &six), ["/breaks too_many"]);
    }

    #[test]
    fn service_is_recorded_in_whole_minutes_and_so_are_shifts() {
        let (starts_at, ends_at) = (Time::from_millis(1), Time::from_millis(HOUR + 1000));
        let pause = Interval::new(Time::from_millis(MINUTE), Time::from_millis(MINUTE + 1));
        let breaks = Breaks(vec![pause.unwrap()]);

        let found = told(&Slot { starts_at, ends_at, sign_up_closes_at: starts_at, breaks });

        let expected = ["/starts_at", "/ends_at", "/breaks"];
        assert_eq!(found, expected.map(|field| format!("{field} whole_minutes")));
    }
}
