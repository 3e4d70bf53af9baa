//! Rows as they go out in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    activities::Theme,
    kernel::{ids::ProgramId, language::Language, proof::ProofClass},
    tally::{
        model::{Figures, Key, Row, Shown, Value},
        reads::Tally,
        rules::label_of,
    },
};

/// What belongs to no district of today.
pub(super) const UNASSIGNED: &str = "unassigned";

/// Figures, cut into rows.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TallyView {
    /// The rows, in the order of the cut.
    items: Vec<RowView>,
    /// What all comes to, counted for itself: rows do not add up where people are counted, or where
    /// a program is for several things.
    total: FiguresView,
}

/// A row.
#[derive(Debug, Serialize, ToSchema)]
struct RowView {
    /// What it is about: a field for each word of `by`.
    key: KeyView,
    /// What people read instead, in the caller's language: `渝中区慈善会 · 2026-11`.
    label: String,
    #[serde(flatten)]
    figures: FiguresView,
}

/// What a row is about. Only the fields that `by` names are there.
#[derive(Debug, Default, Serialize, ToSchema)]
struct KeyView {
    /// The id of the district's unit; that of the federation for what belongs to none;
    /// `unassigned`, in `restated` districts, where a district gave towns away and the unit has no
    /// town.
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<String>,
    /// The id of the brigade; that of the unit itself where no brigade stands above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    brigade: Option<String>,
    /// The program; null for what has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ProgramId>)]
    program: Option<Option<ProgramId>>,
    /// What the program is for; null for what has no program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Theme>)]
    theme: Option<Option<Theme>>,
    /// The month of the service date: `2026-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<String>,
    /// Its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    /// How the minutes were proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof_class: Option<ProofClass>,
    /// The code of the district where people were served, as it was then; null where it is not
    /// known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    served_district: Option<Option<String>>,
}

/// Figures. Hours that come from an earlier system are in none of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FiguresView {
    /// Given minutes that count.
    pub(super) minutes_final: i64,
    /// Given minutes that wait for somebody's decision.
    pub(super) minutes_pending: i64,
    /// Given minutes that the volunteer contests.
    pub(super) minutes_disputed: i64,
    /// What the final minutes count for.
    pub(super) credited_minutes: i64,
    /// Records that count.
    pub(super) records: i64,
    /// Days of activities with an approved record; null in rows by proof class.
    pub(super) sessions: Option<i64>,
    /// How many times somebody was served; null in rows by proof class.
    pub(super) times_served: Option<i64>,
    /// Distinct people with a record that counts.
    pub(super) volunteers_served: i64,
    /// Distinct people who were active members at the end of the row's month or year, or of the
    /// period, or are now, whichever is earliest. Who is suspended is none meanwhile. Null where
    /// rows are by program, theme, proof class or served district, and where one program was asked
    /// for.
    pub(super) volunteers_registered: Option<i64>,
}

impl FiguresView {
    pub(super) fn of(figures: &Figures, shown: Shown) -> Self {
        let Figures { sums, served, volunteers_served, volunteers_registered } = *figures;
        Self {
            minutes_final: sums.final_minutes,
            minutes_pending: sums.pending_minutes,
            minutes_disputed: sums.disputed_minutes,
            credited_minutes: sums.credited_minutes,
            records: sums.records,
            sessions: shown.sessions.then_some(served.sessions),
            times_served: shown.sessions.then_some(served.times_served),
            volunteers_served,
            volunteers_registered: shown.registered.then_some(volunteers_registered),
        }
    }
}

impl TallyView {
    pub(super) fn of(tally: &Tally, language: Language) -> Self {
        let row = |row: &Row| {
            let labels: Vec<String> =
                row.key.iter().map(|value| label_of(value, &tally.names, language)).collect();
            RowView {
                key: KeyView::from(&row.key),
                label: labels.join(" · "),
                figures: FiguresView::of(&row.figures, tally.in_rows),
            }
        };
        Self {
            items: tally.rows.iter().map(row).collect(),
            total: FiguresView::of(&tally.total, tally.in_total),
        }
    }
}

impl From<&Key> for KeyView {
    fn from(key: &Key) -> Self {
        let mut view = Self::default();
        for value in key {
            match value {
                Value::District(district) => {
                    let id = district.map(|id| id.to_string());
                    view.district = Some(id.unwrap_or_else(|| UNASSIGNED.to_owned()));
                }
                Value::Brigade(brigade) => view.brigade = Some(brigade.to_string()),
                Value::Program(program) => view.program = Some(*program),
                Value::Theme(theme) => view.theme = Some(*theme),
                Value::Month(month) => view.month = Some(month.to_string()),
                Value::Year(year) => view.year = Some(*year),
                Value::ProofClass(class) => view.proof_class = Some(*class),
                Value::ServedDistrict(code) => view.served_district = Some(code.clone()),
            }
        }
        view
    }
}
