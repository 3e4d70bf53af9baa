//! Tables for spreadsheets: CSV (RFC 4180), UTF-8 with a byte order mark, lines that end with CRLF.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, VARY},
};

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What a cell is written within where it holds one of these.
const QUOTED: [char; 4] = ['"', ',', '\r', '\n'];

/// 200 and a table.
#[derive(Debug)]
pub struct Csv {
    /// What the file is called, without its ending: of Latin letters.
    pub name: &'static str,
    /// Rows of cells, the header first.
    pub rows: Vec<Vec<String>>,
}

impl Csv {
    /// What it looks like. A cell that would be a formula gets an apostrophe in front.
    #[must_use]
    pub fn text(&self) -> String {
        let row = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(|cell| written(cell)).collect();
            format!("{}\r\n", cells.join(","))
        };
        let rows: String = self.rows.iter().map(row).collect();
        format!("\u{feff}{rows}")
    }
}

fn written(cell: &str) -> String {
    let plain = if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() };
    if plain.contains(QUOTED) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

impl Responder for Csv {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let file = format!("attachment; filename=\"{}.csv\"", self.name);
        HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((CONTENT_DISPOSITION, file))
            .insert_header((VARY, "Accept, Accept-Language"))
            .body(self.text())
    }
}

/// Whether a request would rather have a table than JSON (RFC 9110, section 12.5.1): it names
/// `text/csv`, and names JSON not at all or with less weight.
#[must_use]
pub fn wants_csv(request: &HttpRequest) -> bool {
    let header = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    header.is_some_and(prefers_csv)
}

fn prefers_csv(accept: &str) -> bool {
    let weight = |wanted: &str| {
        let weighed = accept.split(',').filter_map(|part| {
            let mut parts = part.split(';').map(str::trim);
            let kind = parts.next()?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight: f32 = weight.map_or(Ok(1.0), str::parse).ok()?;
            kind.eq_ignore_ascii_case(wanted).then_some(weight)
        });
        weighed.fold(0.0, f32::max)
    };
    weight("text/csv") > weight("application/json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_for_a_spreadsheet_and_runs_nothing_in_it() {
        let cells = ["区县", "a,b", "a\"b", "a\nb", "=1+1", "-1", "@x", "\t+", ""];
        let rows = vec![cells.map(str::to_owned).to_vec(), vec!["1".to_owned()]];

        let text = Csv { name: "x", rows }.text();

        let expected = "\u{feff}区县,\"a,b\",\"a\"\"b\",\"a\nb\",'=1+1,'-1,'@x,'\t+,\r\n1\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn who_names_a_table_before_json_gets_one() {
        for (accept, expected) in [
            ("text/csv", true),
            ("TEXT/CSV; q=0.5", true),
            ("text/csv, application/json;q=0.9", true),
            ("text/csv;q=0.8, application/json", false),
            ("application/json, text/csv", false),
            ("text/csv;q=0", false),
            ("*/*", false),
            ("", false),
        ] {
            assert_eq!(prefers_csv(accept), expected, "{accept}");
        }
    }
}
