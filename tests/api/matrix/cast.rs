//! Who calls.

use std::cell::Cell;

use actix_web::test::TestRequest;

use crate::support::{app::TestApp, people::TestPerson, world::World};

/// A kind of caller, by what he is to `lin` and her brigade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Nobody,
    Expired,
    SignedOut,
    Lin,
    Wang,
    Mei,
    Zhou,
    Tang,
    He,
    Bai,
    Su,
    Qin,
}

/// In the order of the table's columns.
pub(super) const EVERYBODY: [Who; 12] = [
    Who::Nobody,
    Who::Expired,
    Who::SignedOut,
    Who::Lin,
    Who::Wang,
    Who::Mei,
    Who::Zhou,
    Who::Tang,
    Who::He,
    Who::Bai,
    Who::Su,
    Who::Qin,
];

/// The world that the table is about, everybody signed in anew.
pub(super) struct Cast {
    pub(super) world: World,
    expired: TestPerson,
    signed_out: TestPerson,
    bai: TestPerson,
    pub(super) su: TestPerson,
    /// Another leader of the brigade, who marks and confirms what others are to decide about.
    pub(super) du: TestPerson,
    /// Somebody of the brigade without a phone.
    pub(super) deputy: String,
    /// A brigade of the other district that nobody belongs to.
    pub(super) lonely: String,
    pub(super) notice_version: String,
    /// Hours that are taken.
    pub(super) hours: Cell<u32>,
    /// Minutes of a night in which `lin` was somewhere.
    pub(super) minutes: Cell<u32>,
}

impl Cast {
    pub(super) async fn new(app: TestApp) -> Self {
        let mut world = World::new(app.clone()).await;
        let mut bai = world.qin.enrols("白露", &world.jiangbei).await;
        world.qin.appoints(&bai, "district_admin", &world.jiangbei).await.expect(201);
        let mut su = world.qin.enrols("苏和", &world.federation).await;
        world.qin.appoints(&su, "auditor", &world.federation).await.expect(201);
        let mut du = world.he.enrols("杜若", &world.jiefangbei).await;
        world.he.appoints(&du, "leader", &world.jiefangbei).await.expect(201);
        let deputy = world.he.enrols_without_phone("副手", &world.jiefangbei).await;
        let lonely = world.qin.makes("brigade", "石马河大队", &world.jiangbei).await;
        let expired = world.lin.clone();
        app.hands.advance(std::time::Duration::from_secs(3600));
        let signed_out = expired.on_device("01930000-0000-7000-8000-0000000000d3").await;
        signed_out.send(TestRequest::post().uri("/v1/auth/logout")).await.expect(204);
        let World { qin, he, zhou, lin, wang, tang, mei, .. } = &mut world;
        for person in [qin, he, zhou, lin, wang, tang, mei, &mut bai, &mut su, &mut du] {
            *person = person.on_device("01930000-0000-7000-8000-0000000000d4").await;
        }
        let notice = app.get("/v1/privacy-notices/current").await.expect(200).json();
        let notice_version = notice["version"].as_str().unwrap().to_owned();
        let (hours, minutes) = (Cell::default(), Cell::default());
        Self {
            world,
            expired,
            signed_out,
            bai,
            su,
            du,
            deputy,
            lonely,
            notice_version,
            hours,
            minutes,
        }
    }

    /// Who is signed in.
    pub(super) fn signed(&self, who: Who) -> Option<&TestPerson> {
        match who {
            Who::Nobody | Who::Expired | Who::SignedOut => None,
            Who::Lin => Some(&self.world.lin),
            Who::Wang => Some(&self.world.wang),
            Who::Mei => Some(&self.world.mei),
            Who::Zhou => Some(&self.world.zhou),
            Who::Tang => Some(&self.world.tang),
            Who::He => Some(&self.world.he),
            Who::Bai => Some(&self.bai),
            Who::Su => Some(&self.su),
            Who::Qin => Some(&self.world.qin),
        }
    }

    /// Whose token is sent, if any.
    pub(super) fn caller(&self, who: Who) -> Option<&TestPerson> {
        match who {
            Who::Expired => Some(&self.expired),
            Who::SignedOut => Some(&self.signed_out),
            _ => self.signed(who),
        }
    }
}
