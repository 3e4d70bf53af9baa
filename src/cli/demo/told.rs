//! What is told of a demo on stdout.

use std::{io, net::SocketAddr, path::Path};

use chrono::{Datelike, Days, NaiveDate};
use serde_json::json;

use super::{Failure, texts};
use crate::{
    app::Muster,
    cli::{messages, say},
    demo::{Counts, Kept, Login, Made, Role, Running},
    kernel::{
        codes::FieldCode,
        ids::{AttendanceId, Id, RecordId},
        language::{Language, Text},
        time::{self, Time},
        words::Word,
        workdays::{RECORDED_WITHIN, due_on},
    },
    ledger,
    org::RoleKind,
    tally::{self, AnnualReport, ReportYear},
};

/// Figures of headquarters, and what of a day can still be confirmed.
pub(super) struct Standing {
    /// The demo's yesterday.
    day: NaiveDate,
    /// Whether who confirms it now is to say why so late.
    late: bool,
    report: AnnualReport,
    open: Vec<AttendanceId>,
}

/// Where it is served and what stands there; nothing of a demo that is only made.
pub(super) type Served<'a> = Option<(SocketAddr, &'a Standing)>;

/// How headquarters stands before anything is pasted.
pub(super) async fn standing(
    muster: &Muster,
    made: &Made,
    language: Language,
) -> Result<Standing, Failure> {
    let (now, ids) = (muster.clock.now(), made.scenes.to_confirm.clone());
    let day = time::date(&made.until).unwrap_or_default() - Days::new(1);
    let year = ReportYear::parse(day.year(), now.local_date())
        .map_err(|code: FieldCode| code.text().say(language, &[]))?;
    let late = due_on(day, RECORDED_WITHIN).is_missed(now.local_date());
    let read = muster.db.read(move |conn| {
        let report = tally::annual_report(conn, year, now)?;
        let records: Vec<RecordId> = ids.iter().map(|id| Id::new(id.uuid())).collect();
        let confirmed = ledger::records_by_id(conn, &records)?;
        let is_open =
            |id: &AttendanceId| !confirmed.iter().any(|record| record.id.uuid() == id.uuid());
        let open = ids.iter().copied().filter(is_open).collect();
        Ok(Standing { day, late, report, open })
    });
    Ok(read.await?)
}

/// The one line for programs.
pub(super) fn tell_logins(logins: &[Login], address: Option<SocketAddr>) -> Result<(), Failure> {
    let address = address.map(|address| format!("http://{address}"));
    let line = serde_json::to_string(&json!({ "address": address, "logins": logins }))?;
    say(io::stdout(), &line);
    Ok(())
}

/// Where it is served, if it is.
pub(super) fn tell_address(address: Option<SocketAddr>, language: Language) {
    let Some(address) = address else { return };
    let params = [("address", address.to_string())];
    say(io::stdout(), &messages::LISTENING.say(language, &params));
    say(io::stdout(), &messages::DOCS.say(language, &params));
    say(io::stdout(), "");
}

/// What is in it, what happens in it, with whom to look at it, and how to begin.
pub(super) fn tell(
    made: &Made,
    served: Served<'_>,
    (folder, now): (&Path, Time),
    language: Language,
) {
    let out = |text: &str| say(io::stdout(), text);
    tell_address(served.map(|(address, _)| address), language);
    out(&holds(made, language));
    out("");
    for line in happening(made, now, language) {
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
        ("stays", made.counts.stays),
    ];
    let mut params: Vec<(&str, String)> =
        params.iter().map(|(name, count)| (*name, count.to_string())).collect();
    params.push(("until", made.until.clone()));
    texts::HOLDS.say(language, &params)
}

/// What happens on the stage: right now while its shift runs, else on the last day of the demo.
fn happening(made: &Made, now: Time, language: Language) -> Vec<String> {
    let scenes = &made.scenes;
    let Running { starts_at, ends_at, .. } = scenes.running;
    let clock = |time: Time| time.local_minute().chars().skip(11).collect::<String>();
    let params = [
        ("until", made.until.clone()),
        ("name", scenes.running.name.clone()),
        ("unit", scenes.running.unit.clone()),
        ("hours", format!("{}–{}", clock(starts_at), clock(ends_at))),
        ("expected", scenes.running.expected.to_string()),
        ("present", scenes.running.present.to_string()),
        ("starts", scenes.full_starts.clone()),
        ("seats", scenes.seats.to_string()),
        ("waiting", scenes.waiting.to_string()),
        ("in_review", scenes.in_review.to_string()),
    ];
    let staged: [Text; 4] = if starts_at <= now && now < ends_at {
        [texts::NOW, texts::RUNNING, texts::FULL, texts::OPEN]
    } else {
        [texts::THEN, texts::RAN, texts::WAS_FULL, texts::LEFT_OPEN]
    };
    let lines = staged.iter().chain(&[texts::OVERLAP, texts::CORRECTION]);
    lines.map(|line| line.say(language, &params)).collect()
}

pub(super) fn role_name(role: Role, language: Language) -> String {
    let role = match role {
        Role::Volunteer => return texts::VOLUNTEER.say(language, &[]),
        Role::Leader => RoleKind::Leader,
        Role::DistrictAdmin => RoleKind::DistrictAdmin,
        Role::HqAdmin => RoleKind::HqAdmin,
        Role::Auditor => RoleKind::Auditor,
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
        ("day", standing.day.to_string()),
        ("records", standing.open.len().to_string()),
        ("year", year.to_string()),
        ("minutes", standing.report.minutes_final.to_string()),
    ];
    let (Some(leader), Some(headquarters)) = (made.login(Role::Leader), made.login(Role::HqAdmin))
    else {
        return Vec::new();
    };
    if standing.open.is_empty() {
        return vec![texts::PASTED.say(language, &params)];
    }
    let body = match standing.late {
        true => json!({ "ids": standing.open, "late_reason": texts::LATE.say(language, &[]) }),
        false => json!({ "ids": standing.open }),
    };
    let bearer = "-H \"Authorization: Bearer $TOKEN\"";
    let report = format!("http://{address}/v1/reports/annual/{year}");
    vec![
        texts::PASTE.say(language, &params),
        String::new(),
        format!("TOKEN=$({})", signs_in(address, leader)),
        format!(
            "curl -s http://{address}/v1/service-records/confirm {bearer} {JSON} -d '{body}'; echo"
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
