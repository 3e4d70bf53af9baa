//! Everything that somebody may see, as a number to compare with.

use std::collections::BTreeSet;

use diesel::QueryResult;
use sha2::{Digest, Sha256};

use crate::{
    changelog::{self, Audience, FeedRow, Stretch},
    platform::db::Conn,
    sync::model::Visible,
};

/// Lines that one statement reads.
const LINES: i64 = 2000;

/// Counts and sums all documents in some audiences, each row once.
///
/// # Errors
/// What the database says.
pub(super) fn visible(conn: &mut Conn, granted: &[Audience]) -> QueryResult<Visible> {
    let (mut visible, mut counted) = (Visible::default(), BTreeSet::new());
    for audience in granted {
        let mut walked = 0;
        while walked < audience.head {
            let (between, head) = ((walked, audience.head), audience.head);
            let alive = Stretch { between, gone_after: head, came_until: head };
            let lines = changelog::lines_in(conn, audience.number, alive, LINES)?;
            walked = lines.last().map_or(head, |line| line.version);
            for line in &lines {
                let Some(part) = part(line) else { continue };
                if counted.insert((line.collection.clone(), line.entity)) {
                    visible.count += 1;
                    visible.sum = visible.sum.wrapping_add(part);
                }
            }
        }
    }
    Ok(visible)
}

/// What a document adds to the sum.
fn part(line: &FeedRow) -> Option<u64> {
    let document = line.document.as_ref()?;
    let mut hash = Sha256::new();
    hash.update(&line.collection);
    hash.update([0]);
    hash.update(line.entity.to_string());
    hash.update([0]);
    hash.update(document);
    let hash: [u8; 32] = hash.finalize().into();
    hash.first_chunk().map(|first| u64::from_be_bytes(*first))
}
