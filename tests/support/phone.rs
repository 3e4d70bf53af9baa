//! A phone as a client of sync ought to be: it holds what it was told, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::people::TestPerson;

/// Collection and id of a row.
pub(crate) type Row = (String, String);

/// A phone of somebody who is signed in on it.
#[derive(Clone)]
pub(crate) struct Phone {
    /// Its owner, with the tokens of this phone.
    pub(crate) owner: TestPerson,
    /// What it holds.
    pub(crate) rows: BTreeMap<Row, Value>,
    /// What it was told to be gone, whether it held that or not.
    pub(crate) told_gone: BTreeSet<Row>,
    /// Where it goes on.
    pub(crate) cursor: Option<String>,
    /// What it held when it started over and was not given again yet.
    marked: BTreeSet<Row>,
    /// How many changes it asks for at once.
    limit: usize,
}

impl Phone {
    /// A phone that was told nothing yet.
    pub(crate) fn of(owner: &TestPerson) -> Self {
        Self {
            owner: owner.clone(),
            rows: BTreeMap::new(),
            told_gone: BTreeSet::new(),
            cursor: None,
            marked: BTreeSet::new(),
            limit: 1000,
        }
    }

    /// The same, asking for so many changes at once.
    pub(crate) fn by(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// Asks for a page and puts it in place.
    pub(crate) async fn pulls_a_page(&mut self) -> Value {
        let body = json!({ "cursor": self.cursor, "limit": self.limit });
        let page = self.owner.post("/v1/sync/pull", body).await.expect(200).json();
        self.takes(&page);
        page
    }

    /// Asks until there is nothing more; answers how many changes there were.
    pub(crate) async fn pulls(&mut self) -> usize {
        let mut changes = 0;
        loop {
            let page = self.pulls_a_page().await;
            changes += page["changes"].as_array().unwrap().len();
            if page["complete"] == true {
                return changes;
            }
        }
    }

    /// Puts a page in place.
    pub(crate) fn takes(&mut self, page: &Value) {
        if !page["reset"].is_null() {
            self.marked = self.rows.keys().cloned().collect();
        }
        for change in page["changes"].as_array().unwrap() {
            let text = |name: &str| change[name].as_str().unwrap().to_owned();
            let row = (text("collection"), text("id"));
            self.marked.remove(&row);
            match text("op").as_str() {
                "put" => drop(self.rows.insert(row, change["doc"].clone())),
                _ => {
                    self.rows.remove(&row);
                    self.told_gone.insert(row);
                }
            }
        }
        if page["complete"] == true {
            std::mem::take(&mut self.marked).iter().for_each(|row| drop(self.rows.remove(row)));
        }
        self.cursor = Some(page["cursor"].as_str().unwrap().to_owned());
    }

    /// The names of what it holds of a collection.
    pub(crate) fn names(&self, collection: &str) -> Vec<&str> {
        let of = self.rows.iter().filter(|((held, _), _)| held == collection);
        of.filter_map(|(_, document)| document["name"].as_str()).collect()
    }
}
