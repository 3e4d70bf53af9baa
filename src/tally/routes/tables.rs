//! Rows as they go out to a spreadsheet.

use super::views::{FiguresView, Shown};
use crate::{
    kernel::{
        language::{Language, Text},
        words::Word,
    },
    platform::http::Csv,
    tally::{model::Cut, reads::Tally, rules::label_of},
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

/// A column for each word of the cut, with labels, and one for each figure. The total comes last.
pub(super) fn table_of(tally: &Tally, cut: &Cut, language: Language) -> Csv {
    let say = |text: Text| text.say(language, &[]);
    let by = cut.as_slice().iter().map(|by| say(by.label()));
    let header = by.chain(FIGURES.map(|(name, _)| say(name))).collect();
    let row = |labels: Vec<String>, view: &FiguresView| {
        let told =
            FIGURES.map(|(_, figure)| figure(view).map_or_else(String::new, |n| n.to_string()));
        labels.into_iter().chain(told).collect::<Vec<String>>()
    };
    let items = tally.rows.iter().map(|item| {
        let labels = item.key.iter().map(|value| label_of(value, &tally.names, language));
        row(labels.collect(), &FiguresView::of(&item.figures, Shown::in_rows(tally)))
    });
    let mut labels = vec![String::new(); cut.as_slice().len()];
    if let Some(first) = labels.first_mut() {
        *first = say(TOTAL);
    }
    let total = row(labels, &FiguresView::of(&tally.total.figures, Shown::in_total(tally)));
    let rows = [header].into_iter().chain(items).chain([total]).collect();
    Csv { name: "tally", rows }
}
