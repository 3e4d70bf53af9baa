//! What of the federation a tally tells: of whose units, of which program, in which months. The
//! figures of each row are final, pending, disputed and credited minutes, records, sessions, times
//! served, those who served and members.

use expect_test::expect;
use test_macros::test_on_both;

use crate::support::{figures::additive, world::World};

#[test_on_both]
async fn who_leads_reads_his_own_units_and_those_below_them(world: World) {
    let (world, _) = world.served_two_months().await;
    let World { qin, he, zhou, tang, .. } = &world;
    let by = "by=brigade";

    expect![[r#"
        朝天门大队: 300 0 0 300 2 2 30 2 2
        观音桥大队: 0 0 0 0 0 0 0 0 1
        解放碑大队: 420 0 0 420 4 3 23 3 4
        渝中区慈善会: 0 0 0 0 0 0 0 0 1
        total: 720 0 0 720 6 5 53 4 8"#]]
    .assert_eq(&qin.all_figures(by).await);
    expect![[r#"
        朝天门大队: 300 0 0 300 2 2 30 2 2
        解放碑大队: 420 0 0 420 4 3 23 3 4
        渝中区慈善会: 0 0 0 0 0 0 0 0 1
        total: 720 0 0 720 6 5 53 4 7"#]]
    .assert_eq(&he.all_figures(by).await);
    expect![[r#"
        解放碑大队: 420 0 0 420 4 3 23 3 4
        total: 420 0 0 420 4 3 23 3 4"#]]
    .assert_eq(&zhou.all_figures(by).await);
    expect![[r#"
        朝天门大队: 300 0 0 300 2 2 30 2 2
        total: 300 0 0 300 2 2 30 2 2"#]]
    .assert_eq(&tang.all_figures(by).await);
    let of_jiefangbei = he.all_figures(&format!("{by}&unit={}", world.jiefangbei)).await;
    assert_eq!(of_jiefangbei, zhou.all_figures(by).await);
    let of_jiangbei = qin.all_figures(&format!("{by}&unit={}", world.jiangbei)).await;
    expect![[r#"
        观音桥大队: 0 0 0 0 0 0 0 0 1
        total: 0 0 0 0 0 0 0 0 1"#]]
    .assert_eq(&of_jiangbei);
}

#[test_on_both]
async fn who_leads_nothing_reads_nothing_and_nobody_reads_beside_his_own(world: World) {
    let World { he, lin, guanyinqiao, .. } = &world;
    let of = |unit: &str| format!("by=brigade&unit={unit}");

    lin.get("/v1/tally?by=brigade").await.expect(403);
    he.tally_as("*/*", &of(guanyinqiao)).await.expect(403);
    he.tally_as("*/*", &of(&world.app.new_id())).await.expect(404);
}

#[test_on_both]
async fn a_program_alone_is_counted_without_members(world: World) {
    let (world, program) = world.served_two_months().await;

    let by_brigade = world.qin.all_figures(&format!("by=brigade&program={program}")).await;
    let by_program = world.qin.all_figures("by=program").await;

    expect![[r#"
        朝天门大队: 240 0 0 240 1 1 13 1 null
        解放碑大队: 300 0 0 300 2 2 16 2 null
        total: 540 0 0 540 3 3 29 3 null"#]]
    .assert_eq(&by_brigade);
    expect![[r#"
        慈善超市: 540 0 0 540 3 3 29 3 null
        no program: 180 0 0 180 3 2 24 2 null
        total: 720 0 0 720 6 5 53 4 8"#]]
    .assert_eq(&by_program);
}

#[test_on_both]
async fn only_what_was_served_in_the_months_asked_for_counts(world: World) {
    let (world, _) = world.served_two_months().await;
    let qin = &world.qin;

    expect![[r#"
        2026-11: 480 0 0 480 4 3 25 3 8
        2026-12: 240 0 0 240 2 2 28 2 8
        total: 720 0 0 720 6 5 53 4 8"#]]
    .assert_eq(&qin.all_figures("by=month").await);
    let november = qin.all_figures("by=month&until=2026-11").await;
    expect![[r#"
        2026-11: 480 0 0 480 4 3 25 3 8
        total: 480 0 0 480 4 3 25 3 8"#]]
    .assert_eq(&november);
    let december = qin.all_figures("by=month&from=2026-12").await;
    expect![[r#"
        2026-12: 240 0 0 240 2 2 28 2 8
        total: 240 0 0 240 2 2 28 2 8"#]]
    .assert_eq(&december);
    for (months, same) in
        [("from=2026-11&until=2026-11", &november), ("from=2026-12&until=2027-01", &december)]
    {
        assert_eq!(qin.all_figures(&format!("by=month&{months}")).await, *same, "{months}");
    }
    for months in ["until=2026-10", "from=2027-01"] {
        let total = qin.tally(&format!("by=month&{months}")).await["total"].take();
        assert_eq!(additive(&total), [0; 7], "{months}");
        assert_eq!(total["volunteers_served"], 0, "{months}");
    }
}

#[test_on_both]
async fn a_total_is_what_cells_hold_and_what_its_rows_add_up_to(world: World) {
    let (world, _) = world.served_two_months().await;
    let kept = [&world.jiefangbei, &world.chaotianmen].map(|unit| world.app.figures_of(unit));
    let told = [
        "420 final, 420 credited, 4 records, 3 sessions",
        "300 final, 300 credited, 2 records, 2 sessions",
    ];
    assert_eq!(kept, told);

    for by in ["district", "brigade", "program", "month", "year", "served_district"] {
        for by in [by.to_owned(), format!("{by},theme"), format!("proof_class,{by}")] {
            let tally = world.qin.tally(&format!("by={by}")).await;

            let mut sums = [0; 7];
            for row in tally["items"].as_array().unwrap() {
                let figures = additive(row);
                (0..7).for_each(|at| sums[at] += figures[at]);
            }
            let total = [720, 0, 0, 720, 6, 5, 53];
            assert_eq!(additive(&tally["total"]), total, "{by}");
            // Of these no proof class has any of its own.
            if by.starts_with("proof_class") {
                sums[5..].copy_from_slice(&total[5..]);
            }
            assert_eq!(sums, total, "{by}");
        }
    }
}
