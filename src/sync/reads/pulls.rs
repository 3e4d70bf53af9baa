//! A page: what became of rows since a device was told last.

use std::collections::BTreeSet;

use diesel::QueryResult;

use super::visible::visible;
use crate::{
    changelog::{self, Audience, FeedRow},
    kernel::{
        ids::{EntityId, PersonId},
        time::Time,
    },
    platform::db::Conn,
    sync::{
        Pulling,
        model::{Change, Cursor, Life, Page, Reset, Unusable},
        rules::{self, Step, Telling},
    },
};

/// Lines that one statement reads at least, for some may not be told, and at most, for a page may
/// be full of bytes before.
const LINES_MIN: usize = 16;
const LINES_MAX: usize = 500;
/// Bytes of documents with which a page ends.
const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// What a device asks for.
#[derive(Clone, Debug)]
pub(in crate::sync) struct Asked {
    /// Whose device it is.
    pub(in crate::sync) person: PersonId,
    /// What it was told before, if anything.
    pub(in crate::sync) cursor: Option<Result<Cursor, Unusable>>,
    /// How many changes at most.
    pub(in crate::sync) limit: usize,
    /// Whether it is to be told what everything comes to.
    pub(in crate::sync) verify: bool,
    /// When it asks.
    pub(in crate::sync) at: Time,
}

/// Reads a page in the snapshot of the connection.
///
/// # Errors
/// What the database says.
pub(in crate::sync) fn pull(
    conn: &mut Conn,
    asked: &Asked,
    pulling: &Pulling,
) -> QueryResult<Page> {
    let life = pulling.life;
    let granted = changelog::granted(conn, asked.person)?;
    let numbers: BTreeSet<i32> = granted.iter().map(|audience| audience.number).collect();
    let (mut steps, reset) = match gone_on(conn, (&granted, &numbers), asked, life)? {
        Ok(steps) => (steps, None),
        Err(reset) => (rules::from_the_beginning(&granted), Some(reset)),
    };
    let mut teller = Teller::new(numbers.into_iter().collect(), asked.limit);
    for step in &mut steps {
        teller.walk(conn, step)?;
    }
    let complete = steps.iter().all(|step| step.reading.walked == step.head);
    let counting = (asked.verify && complete).then(|| pulling.counting.try_acquire());
    let visible = match counting {
        Some(Ok(_alone)) => Some(visible(conn, &granted)?),
        _ => None,
    };
    let cursor = Cursor { life, readings: rules::after(&steps) };
    Ok(Page { changes: teller.changes, cursor, complete, reset, visible, at: asked.at })
}

/// What the page goes through, or why the device starts over.
fn gone_on(
    conn: &mut Conn,
    (granted, numbers): (&[Audience], &BTreeSet<i32>),
    asked: &Asked,
    life: Life,
) -> QueryResult<Result<Vec<Step>, Reset>> {
    let cursor = match &asked.cursor {
        None => return Ok(Ok(rules::from_the_beginning(granted))),
        Some(Err(Unusable::Bad)) => return Ok(Err(Reset::Bad)),
        Some(Err(Unusable::Foreign)) => return Ok(Err(Reset::Foreign)),
        Some(Ok(cursor)) if cursor.life.epoch != life.epoch => return Ok(Err(Reset::Epoch)),
        Some(Ok(cursor)) if cursor.life.schema != life.schema => return Ok(Err(Reset::Schema)),
        Some(Ok(cursor)) => cursor,
    };
    let read = cursor.readings.iter().map(|reading| reading.audience);
    let lost: Vec<i32> = read.filter(|number| !numbers.contains(number)).collect();
    let lost = changelog::heads_numbered(conn, &lost)?;
    Ok(rules::steps(&cursor.readings, &[lost.as_slice(), granted].concat()))
}

/// Fills a page.
struct Teller {
    /// The audiences that hold alive what stands in them.
    granted: Vec<i32>,
    changes: Vec<Change>,
    /// What was said to be gone: of two audiences that lost a row, one says so.
    gone: BTreeSet<(String, EntityId)>,
    /// How many changes there is room for.
    room: usize,
    bytes: usize,
}

impl Teller {
    fn new(granted: Vec<i32>, limit: usize) -> Self {
        let (changes, gone) = (Vec::new(), BTreeSet::new());
        Self { granted, changes, gone, room: limit, bytes: PAGE_BYTES }
    }

    /// Goes on with an audience until it is walked or the page is full.
    fn walk(&mut self, conn: &mut Conn, step: &mut Step) -> QueryResult<()> {
        while step.reading.walked < step.head && self.room > 0 {
            let limit = self.room.clamp(LINES_MIN, LINES_MAX);
            let wanted = i64::try_from(limit).unwrap_or(i64::MAX);
            let (audience, stretch) = (step.reading.audience, rules::stretch(step));
            let lines = changelog::lines_in(conn, audience, stretch, wanted)?;
            let exhausted = lines.len() < limit;
            let alive = self.alive(conn, step, &lines)?;
            for line in lines {
                if self.room == 0 {
                    return Ok(());
                }
                step.reading.walked = line.version;
                self.tell(step, line, &alive);
            }
            if exhausted {
                step.reading.walked = step.head;
            }
        }
        Ok(())
    }

    /// Which of the rows that are to be taken from the device another audience still holds.
    fn alive(
        &self,
        conn: &mut Conn,
        step: &Step,
        lines: &[FeedRow],
    ) -> QueryResult<BTreeSet<(String, EntityId)>> {
        let gone = |line: &&FeedRow| rules::telling(&step.reading, line) == Telling::Delete;
        let gone: Vec<EntityId> = lines.iter().filter(gone).map(|line| line.entity).collect();
        changelog::alive_among(conn, &self.granted, &gone)
    }

    fn tell(&mut self, step: &Step, line: FeedRow, alive: &BTreeSet<(String, EntityId)>) {
        let telling = rules::telling(&step.reading, &line);
        let row = (line.collection, line.entity);
        let document = match telling {
            Telling::Nothing => return,
            Telling::Put => line.document,
            Telling::Delete if alive.contains(&row) || !self.gone.insert(row.clone()) => return,
            Telling::Delete => None,
        };
        self.bytes = self.bytes.saturating_sub(document.as_ref().map_or(0, String::len));
        self.room = if self.bytes == 0 { 0 } else { self.room - 1 };
        let (collection, id) = row;
        self.changes.push(Change { collection, id, document });
    }
}
