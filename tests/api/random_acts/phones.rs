//! Everybody's phone, which now and then asks for a page while all this happens.

use std::collections::BTreeSet;

use muster::platform::random::Random;

use crate::support::{app::TestApp, dump::lines, people::TestPerson, phone::Phone};

/// The phones of a cast.
pub(super) struct Phones {
    phones: Vec<Phone>,
    /// Whose asks when: a chance of its own, so that acts are drawn alike however phones ask.
    random: Random,
    /// Who could see which row at some time: person, collection and id.
    seen: BTreeSet<String>,
}

/// Who sees what, as the databases write ids.
const SEEN: &str = "
    SELECT lower(%) AS line
    FROM feed JOIN grants ON grants.bucket = feed.bucket
    WHERE grants.until_at IS NULL AND feed.doc IS NOT NULL";

/// Changes that each asks for at once: those that ask for little are overtaken by what happens.
const LIMITS: [usize; 7] = [2, 5, 10, 20, 50, 100, 200];

impl Phones {
    /// A phone for each.
    pub(super) fn new(cast: &[TestPerson], seed: u64) -> Self {
        let phones = cast.iter().zip(LIMITS).map(|(person, limit)| Phone::of(person).by(limit));
        let (phones, random) = (phones.collect(), Random::seeded(seed));
        Self { phones, random, seen: BTreeSet::new() }
    }

    /// Notes who sees what now.
    pub(super) fn look(&mut self, app: &TestApp) {
        let id = |column: &str| match app.is_sqlite() {
            true => format!("hex({column})"),
            false => format!("replace(CAST({column} AS text), '-', '')"),
        };
        let (person, row) = (id("grants.person"), id("feed.entity_id"));
        let seen = SEEN.replace('%', &format!("{person} || feed.collection || {row}"));
        self.seen.extend(app.look(|conn| Ok(lines(conn, &seen))));
    }

    /// Perhaps somebody's phone asks for a page.
    pub(super) async fn may_pull(&mut self, cast: &[TestPerson]) {
        let drawn = usize::try_from(self.random.below(30)).unwrap();
        if let (Some(phone), Some(owner)) = (self.phones.get_mut(drawn), cast.get(drawn)) {
            phone.owner = owner.clone();
            phone.pulls_a_page().await;
        }
    }

    /// Each phone asks for the rest, and then holds what its owner may see, and nothing else; nor
    /// was it ever told of a row that he could not see at some time.
    pub(super) async fn compare(&mut self, cast: &[TestPerson], told: &str) {
        for (phone, owner) in self.phones.iter_mut().zip(cast) {
            phone.owner = owner.clone();
            phone.pulls().await;
            assert_eq!(phone.rows, owner.visible(), "held by the phone of {} {told}", owner.id);
            for (collection, id) in &phone.told_gone {
                let line = format!("{}{collection}{id}", owner.id).replace('-', "");
                assert!(self.seen.contains(&line), "{collection}/{id} for {} {told}", owner.id);
            }
        }
    }
}
