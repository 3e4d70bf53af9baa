//! What is told of a demo on stdout.

use std::{io, net::SocketAddr, path::Path};

use chrono::{Datelike, Days};
use serde_json::json;

use super::{Failure, texts};
use crate::{
    app::Muster,
    cli::{messages, say},
    demo::{Counts, Login, Made, Part},
    kernel::{
        codes::FieldCode,
        ids::{AttendanceId, Id, RecordId},
        language::{Language, Text},
        time,
        words::Word,
    },
    ledger,
    org::RoleKind,
    tally::{self, AnnualReport, ReportYear},
};

/// Figures of headquarters, and what of yesterday can still be confirmed.
pub(super) struct Standing {
    pub(super) report: AnnualReport,
    pub(super) open: Vec<AttendanceId>,
}

/// Where it is served and what stands there; nothing of a demo that is only made.
pub(super) type Served<'a> = Option<(SocketAddr, &'a Standing)>;

/// How headquarters stands before anything is pasted.
pub(super) async fn standing(muster: &Muster, made: &Made) -> Result<Standing, Failure> {
    let (now, ids) = (muster.clock.now(), made.scenes.to_confirm.clone());
    // The year in which yesterday of the demo lies.
    let day = time::date(&made.until).unwrap_or_default() - Days::new(1);
    let year = ReportYear::parse(day.year(), now.local_date()).map_err(FieldCode::word)?;
    let read = muster.db.read(move |conn| {
        let report = tally::annual_report(conn, year, now)?;
        let records: Vec<RecordId> = ids.iter().map(|id| Id::new(id.uuid())).collect();
        let confirmed = ledger::records_by_id(conn, &records)?;
        let is_open =
            |id: &AttendanceId| !confirmed.iter().any(|record| record.id.uuid() == id.uuid());
        let open = ids.iter().copied().filter(is_open).collect();
        Ok(Standing { report, open })
    });
    Ok(read.await?)
}

/// The one line for programs.
pub(super) fn tell_json(made: &Made, address: Option<SocketAddr>) -> Result<(), Failure> {
    tell_logins(&made.logins, address)
}

/// The same of logins alone.
pub(super) fn tell_logins(logins: &[Login], address: Option<SocketAddr>) -> Result<(), Failure> {
    let address = address.map(|address| format!("http://{address}"));
    let line = serde_json::to_string(&json!({ "address": address, "logins": logins }))?;
    say(io::stdout(), &line);
    Ok(())
}

/// What is in it, what happens right now, with whom to look at it, and how to begin.
pub(super) fn tell(made: &Made, served: Served<'_>, folder: &Path, language: Language) {
    let out = |text: &str| say(io::stdout(), text);
    let params = served.map(|(address, _)| [("address", address.to_string())]);
    if let Some(params) = &params {
        out(&messages::LISTENING.say(language, params));
        out(&messages::DOCS.say(language, params));
        out("");
    }
    out(&holds(made, language));
    out("");
    for line in happening(made, language) {
        out(&line);
    }
    out("");
    out(&texts::LOGINS.say(language, &[]));
    for login in &made.logins {
        let Login { role, name, phone, password, unit, .. } = login;
        out(&format!("  {}  {name}  {phone}  {password}  {unit}", role_name(*role, language)));
    }
    if let Some((address, standing)) = served {
        out("");
        for line in to_paste(made, address, standing, language) {
            out(&line);
        }
    }
    out("");
    let file = Made::file_in(folder).display().to_string();
    out(&texts::STOP.say(language, &[("file", file)]));
}

fn holds(made: &Made, language: Language) -> String {
    let Counts { districts, brigades, people, programs, sites, activities, shifts, .. } =
        made.counts;
    let params = [
        ("districts", districts),
        ("brigades", brigades),
        ("people", people),
        ("programs", programs),
        ("sites", sites),
        ("activities", activities),
        ("shifts", shifts),
        ("attendances", made.counts.attendances),
    ];
    let mut params: Vec<(&str, String)> =
        params.iter().map(|(name, count)| (*name, count.to_string())).collect();
    params.push(("until", made.until.clone()));
    texts::HOLDS.say(language, &params)
}

fn happening(made: &Made, language: Language) -> Vec<String> {
    let scenes = &made.scenes;
    let params = [
        ("name", scenes.running.name.clone()),
        ("unit", scenes.running.unit.clone()),
        ("hours", scenes.running.hours.clone()),
        ("expected", scenes.running.expected.to_string()),
        ("present", scenes.running.present.to_string()),
        ("starts", scenes.full_starts.clone()),
        ("seats", scenes.seats.to_string()),
        ("waiting", scenes.waiting.to_string()),
        ("in_review", scenes.in_review.to_string()),
    ];
    let lines: [Text; 6] =
        [texts::NOW, texts::RUNNING, texts::FULL, texts::OPEN, texts::OVERLAP, texts::CORRECTION];
    lines.iter().map(|line| line.say(language, &params)).collect()
}

pub(super) fn role_name(part: Part, language: Language) -> String {
    let role = match part {
        Part::Volunteer => return texts::VOLUNTEER.say(language, &[]),
        Part::Leader => RoleKind::Leader,
        Part::DistrictAdmin => RoleKind::DistrictAdmin,
        Part::HqAdmin => RoleKind::HqAdmin,
        Part::Auditor => RoleKind::Auditor,
    };
    role.label().say(language, &[])
}

/// Lines for a shell that has `curl` and `sed`, as they stand.
fn to_paste(
    made: &Made,
    address: SocketAddr,
    standing: &Standing,
    language: Language,
) -> Vec<String> {
    let year = standing.report.year;
    let params = [
        ("records", standing.open.len().to_string()),
        ("year", year.to_string()),
        ("minutes", standing.report.minutes_final.to_string()),
    ];
    let (Some(leader), Some(headquarters)) = (made.login(Part::Leader), made.login(Part::HqAdmin))
    else {
        return Vec::new();
    };
    if standing.open.is_empty() {
        return vec![texts::PASTED.say(language, &params)];
    }
    let ids = json!({ "ids": standing.open });
    let bearer = "-H \"Authorization: Bearer $TOKEN\"";
    let report = format!("http://{address}/v1/reports/annual/{year}");
    vec![
        texts::PASTE.say(language, &params),
        String::new(),
        format!("TOKEN=$({})", signs_in(address, leader)),
        format!(
            "curl -s http://{address}/v1/service-records/confirm {bearer} {JSON} -d '{ids}'; echo"
        ),
        format!(
            "curl -s {report} -H \"Authorization: Bearer $({})\"; echo",
            signs_in(address, headquarters)
        ),
    ]
}

const JSON: &str = "-H 'Content-Type: application/json'";

/// What signs somebody in and prints his token.
fn signs_in(address: SocketAddr, login: &Login) -> String {
    let body = json!({
        "method": "password",
        "phone": login.phone,
        "password": login.password,
        "device": { "id": DEVICE, "name": "terminal" },
    });
    format!(
        "curl -s http://{address}/v1/auth/login {JSON} -d '{body}' \
         | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'"
    )
}

/// The terminal in which somebody pastes.
const DEVICE: &str = "01930000-0000-7000-8000-00000000dec0";
