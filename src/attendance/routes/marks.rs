//! Marks over HTTP: what a leader enters for others.

use actix_web::{post, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    acts::Intent,
    attendance::{
        actions,
        model::{Mark, MarkKind, MarkSource},
        store::AttendanceRow,
    },
    kernel::{
        caller::Caller,
        codes::FieldCode,
        ids::{AttendanceEventId, AttendanceId, EntityId, Id, PersonId, Shift, ShiftId},
        minutes::CreditPolicy,
        refusal::{Fields, Refusal},
        time::Time,
    },
    platform::{
        db::Db,
        error::{Error, Fault},
        http::{BATCH_MAX, Json, Path, Problem, Results, wire_word},
    },
};

/// `POST /v1/shifts/{shift}/marks`.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(mark);
}

wire_word!(MarkKind);
wire_word!(MarkSource);

/// What a leader says of those who came to a shift, or did not.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarksBody {
    /// Up to 200 marks. They are entered in their order.
    #[schema(min_items = 1, max_items = 200)]
    marks: Vec<MarkBody>,
}

/// What a leader says of somebody.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarkBody {
    /// Its id: repeating the request is safe.
    id: AttendanceEventId,
    /// Of whom.
    person_id: PersonId,
    /// What.
    kind: MarkKind,
    /// When he came or left, or when it was seen.
    at: Time,
    /// How he knows.
    source: MarkSource,
}

/// What came of each mark.
#[derive(Debug, Serialize, ToSchema)]
struct MarksView {
    /// One for each mark, in their order.
    results: Vec<MarkedView>,
}

/// What came of a mark.
#[derive(Debug, Serialize, ToSchema)]
struct MarkedView {
    /// Which mark.
    id: EntityId,
    /// Whether it was entered, or had been before.
    done: bool,
    /// The attendance that stands for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance: Option<AttendanceId>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

impl MarkedView {
    fn of(id: EntityId, marked: Result<AttendanceRow, Problem>) -> Self {
        let done = marked.is_ok();
        let (attendance, problem) = match marked {
            Ok(row) => (Some(row.id), None),
            Err(problem) => (None, Some(problem)),
        };
        Self { id, done, attendance, problem }
    }
}

impl MarksBody {
    /// The marks, each with its intent.
    fn commands(&self, shift: ShiftId, now: Time) -> Result<Vec<(Intent, Mark)>, Error> {
        match self.marks.len() {
            0 => return Err(Refusal::field("/marks", FieldCode::Missing).into()),
            1..=BATCH_MAX => {}
            _ => return Err(Refusal::field("/marks", FieldCode::TooMany).into()),
        }
        let mut fields = Fields::default();
        for (number, body) in self.marks.iter().enumerate() {
            let at = if body.at > now { Err(FieldCode::InFuture) } else { Ok(()) };
            fields.take(&format!("/marks/{number}/at"), at);
        }
        fields.finish(|| Some(()))?;
        self.marks.iter().map(|body| Ok((body.intent(shift)?, body.command()))).collect()
    }
}

impl MarkBody {
    fn intent(&self, shift: ShiftId) -> Result<Intent, Error> {
        let canonical = serde_json_canonicalizer::to_vec(self).map_err(Fault::broken)?;
        let act = Id::new(self.id.uuid());
        Ok(Intent::new(act, "attendance.mark", &[shift.entity()], &canonical))
    }

    fn command(&self) -> Mark {
        let Self { id, person_id, kind, at, source } = *self;
        Mark { id, person: person_id, kind, at, source }
    }
}

/// Marks up to 200 persons who came, left, or did not come.
#[utoipa::path(
    params(("shift" = ShiftId, Path)),
    request_body = MarksBody,
    responses((status = 200, body = MarksView)),
    tag = "attendance"
)]
#[post("/v1/shifts/{shift}/marks")]
async fn mark(
    caller: Caller,
    Path(shift): Path<Shift>,
    policy: Data<CreditPolicy>,
    body: Json<MarksBody>,
    db: Data<Db>,
) -> Result<Results<AttendanceRow, MarkedView>, Error> {
    let marks = body.commands(shift, caller.now)?;
    let ids: Vec<EntityId> = body.marks.iter().map(|body| body.id.entity()).collect();
    let policy = **policy;
    let done = db.write(move |tx| actions::mark(tx, &caller, policy, shift, &marks)).await?;
    Ok(Results::of(ids, done.value, MarkedView::of))
}
