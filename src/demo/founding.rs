//! How a federation begins: units, who leads them, programs, people.

use chrono::{Days, NaiveDate};

use super::{
    cast::{Branch, Brigade, Person, at},
    chance::{in_hundred, sound},
    commands,
    programs::PURPOSES,
    spans::MINUTE,
    story::Story,
};
use crate::{
    enrolment::Enrol,
    kernel::{
        correction::Correction,
        ids::{PersonId, UnitId},
        time::Time,
    },
    org::{Appoint, RoleKind, UnitChanges, UnitName},
    people::{ConsentForm, NewConsent, Purpose},
    platform::error::Fault,
};

/// What the federation is called: no body has this name.
pub(super) const FEDERATION: &str = "山城志愿服务总会";

/// Days after the last one for which volunteers are insured.
const INSURED_DAYS: u64 = 366;

impl Story<'_> {
    /// Founds the federation on a day: headquarters stands already, and nothing else.
    ///
    /// # Errors
    /// None: the demo's own data is sound.
    pub(super) fn found(
        &mut self,
        federation: UnitId,
        on: NaiveDate,
        reform: Option<NaiveDate>,
    ) -> Result<(), Fault> {
        let (hq, cast) = (self.cast.headquarters.id, self.cast);
        let start = at(on, 9, 0);
        let name = Some(sound(UnitName::parse(FEDERATION))?);
        let named = UnitChanges { name, ..UnitChanges::default() };
        self.queue(self.deeds.updates_unit((start, hq), (federation, 1), named));
        self.staff((start, hq), federation, &cast.auditor, RoleKind::Auditor)?;
        self.insure((start, hq), federation, on);
        self.start_programs((start, hq), federation)?;
        for branch in cast.branches.iter().filter(|branch| branch.district.stands_on(on)) {
            self.open_branch(start, federation, branch)?;
        }
        for (place, brigade) in cast.brigades.iter().enumerate() {
            self.open_brigade(start.plus(MINUTE * 30), brigade)?;
            for member in &brigade.members {
                self.enrol((member.since, brigade.leader()), brigade.id, member)?;
            }
            if brigade.founded_in != brigade.stands_in
                && let (Some(day), Some(branch)) = (reform, cast.branches.get(brigade.stands_in))
            {
                let moves = UnitChanges { parent: Some(branch.id), ..UnitChanges::default() };
                let when = at(day, 9, 30);
                self.queue(self.deeds.updates_unit((when, hq), (brigade.id, 1), moves).of(place));
            }
        }
        if let Some(day) = reform {
            self.reform(federation, day)?;
        }
        Ok(())
    }

    /// Districts that begin and end on a day of the reform.
    fn reform(&mut self, federation: UnitId, day: NaiveDate) -> Result<(), Fault> {
        let (hq, cast) = (self.cast.headquarters.id, self.cast);
        let when = at(day, 9, 0);
        for branch in &cast.branches {
            let changes = UnitChanges::default();
            if branch.district.valid_from == Some(day) {
                self.open_branch(when, federation, branch)?;
                let valid_from = Correction::Set(day);
                let changes = UnitChanges { valid_from, ..changes };
                let late = when.plus(MINUTE * 5);
                self.queue(self.deeds.updates_unit((late, hq), (branch.id, 1), changes));
            } else if branch.district.valid_to == Some(day) {
                let changes = UnitChanges { valid_to: Correction::Set(day), ..changes };
                self.queue(self.deeds.updates_unit((when, hq), (branch.id, 1), changes));
            }
        }
        Ok(())
    }

    fn open_branch(
        &mut self,
        when: Time,
        federation: UnitId,
        branch: &Branch,
    ) -> Result<(), Fault> {
        let hq = self.cast.headquarters.id;
        let command = commands::branch(branch, federation)?;
        self.queue(self.deeds.creates_unit((when, hq), command));
        self.staff((when.plus(MINUTE), hq), branch.id, &branch.admin, RoleKind::DistrictAdmin)
    }

    fn open_brigade(&mut self, when: Time, brigade: &Brigade) -> Result<(), Fault> {
        let Some(branch) = self.cast.branches.get(brigade.founded_in) else { return Ok(()) };
        let admin = branch.admin.id;
        let command = commands::brigade(brigade.id, &brigade.town, branch.id)?;
        self.queue(self.deeds.creates_unit((when, admin), command));
        for leader in &brigade.leaders {
            self.staff((when.plus(MINUTE), admin), brigade.id, leader, RoleKind::Leader)?;
        }
        Ok(())
    }

    /// Enrols somebody, and gives him a role.
    fn staff(
        &mut self,
        (when, by): (Time, PersonId),
        unit: UnitId,
        person: &Person,
        role: RoleKind,
    ) -> Result<(), Fault> {
        self.enrol((when, by), unit, person)?;
        let when = when.plus(MINUTE);
        let id = self.deeds.id(when);
        let command = Appoint { id, person: person.id, unit, role, until: None };
        self.queue(self.deeds.appoints((when, by), command));
        Ok(())
    }

    fn enrol(
        &mut self,
        (when, by): (Time, PersonId),
        unit: UnitId,
        person: &Person,
    ) -> Result<(), Fault> {
        let command = Enrol {
            id: person.id,
            membership: self.deeds.id(when),
            unit,
            profile: person.profile.clone(),
            consents: self.consents(when, person),
        };
        self.queue(self.deeds.enrols((when, by), command));
        Ok(())
    }

    /// What he, or who answers for him, agreed to when he came.
    fn consents(&self, when: Time, person: &Person) -> Vec<NewConsent> {
        let purposes = [
            (Purpose::Service, true),
            (Purpose::Participation, person.is_minor),
            (Purpose::Location, person.tells_place),
            (Purpose::Photos, in_hundred(60, self.chance)),
        ];
        let form = if in_hundred(85, self.chance) { ConsentForm::Paper } else { ConsentForm::Oral };
        let consent =
            |purpose| commands::consent(self.deeds.id(when), person, (purpose, form), when);
        let agreed = purposes.into_iter().filter(|(_, agreed)| *agreed);
        agreed.map(|(purpose, _)| consent(purpose)).collect()
    }

    fn insure(&mut self, (when, by): (Time, PersonId), unit: UnitId, from: NaiveDate) {
        let until = self.now.local_date() + Days::new(INSURED_DAYS);
        let command = commands::policy(self.deeds.id(when), unit, (from, until));
        self.queue(self.deeds.insures((when, by), command));
    }

    fn start_programs(&mut self, (when, by): (Time, PersonId), unit: UnitId) -> Result<(), Fault> {
        for purpose in &PURPOSES {
            let command = commands::program(self.deeds.id(when), unit, purpose)?;
            self.programs.push(command.id);
            self.queue(self.deeds.creates_program((when, by), command));
        }
        self.counts.programs = self.programs.len();
        Ok(())
    }
}
