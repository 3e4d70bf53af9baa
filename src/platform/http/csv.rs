//! Tables for spreadsheets: CSV (RFC 4180), UTF-8 with a byte order mark, lines that end with CRLF.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue, VARY},
};
use serde::Serialize;

use super::{Answer, accept::prefers_csv};

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
            .body(self.text())
    }
}

/// What is answered as a table, or as JSON.
#[derive(Debug)]
pub enum Tabled<T> {
    /// As JSON.
    Json(T),
    /// As a table.
    Csv(Csv),
}

impl<T: Serialize> Responder for Tabled<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = match self {
            Self::Json(body) => Answer(body).respond_to(request),
            Self::Csv(table) => table.respond_to(request),
        };
        // Either may be kept by a cache that then must not give it to who asks for the other.
        let varies = HeaderValue::from_static("Accept, Accept-Language");
        response.headers_mut().insert(VARY, varies);
        response
    }
}

/// Whether a request would rather have a table than JSON.
#[must_use]
pub fn wants_csv(request: &HttpRequest) -> bool {
    let header = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    header.is_some_and(prefers_csv)
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
}
