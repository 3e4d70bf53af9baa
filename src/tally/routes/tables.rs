//! Rows as they go out to a spreadsheet.

use super::views::{FiguresView, UNASSIGNED};
use crate::{
    kernel::{
        language::{Language, Text},
        words::Word,
    },
    platform::http::Csv,
    tally::{
        model::{By, Cut, Value},
        reads::Tally,
        rules::label_of,
    },
};

/// A column of figures: what it is called, and what stands in it.
type Column = (Text, fn(&FiguresView) -> Option<i64>);

/// The figures, in their order.
const FIGURES: [Column; 9] = [
    (Text { zh: "已核定分钟", en: "final minutes" }, |view| Some(view.minutes_final)),
    (Text { zh: "待审分钟", en: "pending minutes" }, |view| Some(view.minutes_pending)),
    (Text { zh: "有异议分钟", en: "disputed minutes" }, |view| Some(view.minutes_disputed)),
    (Text { zh: "计入分钟", en: "credited minutes" }, |view| Some(view.credited_minutes)),
    (Text { zh: "服务记录数", en: "records" }, |view| Some(view.records)),
    (Text { zh: "场次", en: "sessions" }, |view| view.sessions),
    (Text { zh: "服务人次", en: "times served" }, |view| view.times_served),
    (Text { zh: "参加服务人数", en: "volunteers who served" }, |view| {
        Some(view.volunteers_served)
    }),
    (Text { zh: "志愿者人数", en: "volunteers registered" }, |view| {
        view.volunteers_registered
    }),
];

const TOTAL: Text = Text { zh: "合计", en: "total" };

/// What the column is called that holds the ids of units or programs: two may have one name.
const fn id_column(by: By) -> Option<Text> {
    match by {
        By::District => Some(Text { zh: "区县编号", en: "district id" }),
        By::Brigade => Some(Text { zh: "大队编号", en: "brigade id" }),
        By::Program => Some(Text { zh: "项目编号", en: "program id" }),
        By::Theme | By::Month | By::Year | By::ProofClass | By::ServedDistrict => None,
    }
}

/// What stands in that column, as in the key of a row; nothing for no program.
fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::District(district) => {
            Some(district.map_or_else(|| UNASSIGNED.to_owned(), |id| id.to_string()))
        }
        Value::Brigade(brigade) => Some(brigade.to_string()),
        Value::Program(program) => Some(program.map(|id| id.to_string()).unwrap_or_default()),
        Value::Theme(_)
        | Value::Month(_)
        | Value::Year(_)
        | Value::ProofClass(_)
        | Value::ServedDistrict(_) => None,
    }
}

/// A column for each word of the cut, with labels; behind those of units and programs one with ids;
/// and one for each figure. The total comes last.
pub(super) fn table_of(tally: &Tally, cut: &Cut, language: Language) -> Csv {
    let say = |text: Text| text.say(language, &[]);
    let columns = |by: &By| [Some(by.label()), id_column(*by)].into_iter().flatten().map(say);
    let by: Vec<String> = cut.as_slice().iter().flat_map(columns).collect();
    let mut labels = vec![String::new(); by.len()];
    let header = by.into_iter().chain(FIGURES.map(|(name, _)| say(name))).collect();
    let row = |labels: Vec<String>, view: &FiguresView| {
        let told =
            FIGURES.map(|(_, figure)| figure(view).map_or_else(String::new, |n| n.to_string()));
        labels.into_iter().chain(told).collect::<Vec<String>>()
    };
    let items = tally.rows.iter().map(|item| {
        let label = |value: &Value| label_of(value, &tally.names, language);
        let cells = |value: &Value| [Some(label(value)), id_of(value)].into_iter().flatten();
        row(
            item.key.iter().flat_map(cells).collect(),
            &FiguresView::of(&item.figures, tally.in_rows),
        )
    });
    if let Some(first) = labels.first_mut() {
        *first = say(TOTAL);
    }
    let total = row(labels, &FiguresView::of(&tally.total, tally.in_total));
    let rows = [header].into_iter().chain(items).chain([total]).collect();
    Csv { name: "tally", rows }
}
