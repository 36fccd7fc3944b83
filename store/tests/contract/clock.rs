//! Service clocks: kept, listed by, computed anew, counted.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::jakarta_day,
    clock::{ClockHistory, ClockKind, Due, Figures, PauseReason, Reckoning},
    holiday::{ClosedYear, Holiday, HolidayKind},
    id::PlanId,
    record::RecordRef,
    selection::{Phase, review::PlanState},
};
use store::{
    Tx,
    clock::{self, ClockQuery, ClockRecord, recount},
    holiday,
    selection::plan::{self, PlanOrder, PlanQuery},
};

use crate::{
    explain::{analysed, analysed_and_unsorted, reads_whole, sorts},
    harness::Site,
    world::{World, world},
};

contract!(
    a_clock_is_kept_as_it_was,
    plans_are_listed_by_their_due_day,
    another_officer_takes_over_what_runs,
    open_clocks_follow_the_calendar_and_closed_ones_do_not,
    what_waits_for_a_list_is_counted_once_it_is_there,
    the_dashboard_counts_and_tallies,
    figures_and_lists_by_due_day_use_their_index,
);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A moment in Jakarta.
fn at(date: &str, hour: u32) -> DateTime<Utc> {
    format!("{date}T{hour:02}:00:00+07:00").parse().unwrap()
}

async fn keep(tx: &mut Tx, world: &World, plan: PlanId, history: &ClockHistory) -> Reckoning {
    let days = clock::days(tx).await.unwrap();
    let place = clock::place(tx, world.jaksel.id).await.unwrap();
    let today = jakarta_day(history.begun());
    let kept = Reckoning::of(ClockKind::PlanReview, history, &days, &place, today);
    let clock = ClockRecord {
        about: plan.into(),
        kind: ClockKind::PlanReview,
        institution: world.jaksel.id,
        place,
        officer: Some(world.officer.id),
        history: history.clone(),
        kept,
    };
    clock::save(tx, &clock).await.unwrap();
    clock.kept
}

async fn found(tx: &mut Tx, plan: PlanId) -> ClockRecord {
    clock::find(tx, plan.into(), ClockKind::PlanReview).await.unwrap().unwrap()
}

async fn by_due(tx: &mut Tx, world: &World) -> Vec<PlanId> {
    let query = PlanQuery { order: PlanOrder::Due, ..PlanQuery::new(world.commissioner.id, 50) };
    plan::list(tx, &query).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

async fn decree(tx: &mut Tx, date: &str, kind: HolidayKind) {
    let holiday =
        Holiday { date: day(date), name: "Libur".into(), kind, decree: "SKB".into(), province: None };
    holiday::insert(tx, &[holiday], None).await.unwrap();
}

async fn a_clock_is_kept_as_it_was(site: Site) {
    let world = world(&site).await;
    let plan = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(clock::find(&mut tx, plan.into(), ClockKind::PlanReview).await.unwrap(), None);
    let begun = ClockHistory::begin(at("2026-08-05", 10));
    let reckoning = keep(&mut tx, &world, plan, &begun).await;
    let kept = found(&mut tx, plan).await;
    assert_eq!(
        (kept.about, kept.kind, kept.institution),
        (plan.into(), ClockKind::PlanReview, world.jaksel.id)
    );
    assert_eq!((&kept.history, &kept.kept, kept.officer), (&begun, &reckoning, Some(world.officer.id)));
    assert_eq!((kept.place.province.as_deref(), kept.place.is_3t), (Some("31"), false));
    // There is one of a kind, whatever is kept again.
    let paused = begun.pause(at("2026-08-07", 9), PauseReason::Correction).unwrap();
    keep(&mut tx, &world, plan, &paused).await;
    let again = found(&mut tx, plan).await;
    assert_eq!(again.history, paused);
    assert_eq!(clock::of_record(&mut tx, plan.into()).await.unwrap(), std::slice::from_ref(&again));
    assert_eq!(clock::find(&mut tx, plan.into(), ClockKind::ReportReview).await.unwrap(), None);
    let listed = clock::list(&mut tx, &ClockQuery { limit: 9, ..ClockQuery::default() }).await.unwrap().rows;
    assert_eq!((listed.len(), &listed[0].clock), (1, &again));
    assert_eq!(listed[0].institution_name, "Jakarta Selatan");
    assert_eq!(listed[0].officer_name.as_deref(), Some("Asisten 1 KASN"));
    let elsewhere = ClockQuery { institution: Some(world.bandung.id), limit: 9, ..ClockQuery::default() };
    assert_eq!(clock::list(&mut tx, &elsewhere).await.unwrap().rows, []);
    a_3t_mark_counts(&mut tx, &again).await;
}

/// The mark counts from the moment it is made.
async fn a_3t_mark_counts(tx: &mut Tx, clock: &ClockRecord) {
    store::institution::mark_remote(tx, clock.institution, "Perpres 63/2020").await.unwrap();
    let found = clock::find(tx, clock.about, clock.kind).await.unwrap().unwrap();
    assert!(found.place.is_3t);
}

async fn plans_are_listed_by_their_due_day(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let [late, soon, none] = [
        world.submitted_in(&mut tx, &[0]).await.id,
        world.submitted_in(&mut tx, &[1]).await.id,
        world.submitted_in(&mut tx, &[2]).await.id,
    ];
    assert_eq!(by_due(&mut tx, &world).await, [late, soon, none]);
    keep(&mut tx, &world, late, &ClockHistory::begin(at("2026-08-06", 10))).await;
    let first = ClockHistory::begin(at("2026-08-05", 10));
    keep(&mut tx, &world, soon, &first).await;
    assert_eq!(by_due(&mut tx, &world).await, [soon, late, none]);
    // Page by page, there and back.
    let query = PlanQuery { order: PlanOrder::Due, ..PlanQuery::new(world.commissioner.id, 2) };
    let page = plan::list(&mut tx, &query).await.unwrap();
    assert_eq!(page.rows[0].clock.as_ref().unwrap().history, first);
    let next = PlanQuery { after: page.next, ..query.clone() };
    let second = plan::list(&mut tx, &next).await.unwrap();
    assert_eq!(
        second.rows.iter().map(|row| (row.id, row.clock.is_some())).collect::<Vec<_>>(),
        [(none, false)]
    );
    let back = PlanQuery { before: second.previous, ..query };
    let back = plan::list(&mut tx, &back).await.unwrap();
    assert_eq!(back.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [soon, late]);
    // What is paused or answered waits for nobody.
    let paused = first.pause(at("2026-08-06", 9), PauseReason::Correction).unwrap();
    keep(&mut tx, &world, soon, &paused).await;
    assert_eq!(by_due(&mut tx, &world).await, [late, soon, none]);
    let answered = paused.resume(at("2026-08-06", 10)).unwrap().end(at("2026-08-07", 9)).unwrap();
    keep(&mut tx, &world, soon, &answered).await;
    assert_eq!(by_due(&mut tx, &world).await, [late, soon, none]);
}

async fn another_officer_takes_over_what_runs(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let open = world.submitted_in(&mut tx, &[0]).await.id;
    let closed = world.submitted_in(&mut tx, &[1]).await.id;
    let begun = ClockHistory::begin(at("2026-08-05", 10));
    let before = keep(&mut tx, &world, open, &begun).await;
    keep(&mut tx, &world, closed, &begun.end(at("2026-08-06", 10)).unwrap()).await;
    for plan in [open, closed] {
        clock::hand_over(&mut tx, plan.into(), world.commissioner.id).await.unwrap();
    }
    let taken_over = found(&mut tx, open).await;
    assert_eq!((taken_over.officer, taken_over.kept), (Some(world.commissioner.id), before));
    assert_eq!(found(&mut tx, closed).await.officer, Some(world.officer.id));
}

async fn open_clocks_follow_the_calendar_and_closed_ones_do_not(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let open = world.submitted_in(&mut tx, &[0]).await.id;
    let closed = world.submitted_in(&mut tx, &[1]).await.id;
    let begun = ClockHistory::begin(at("2026-08-05", 10));
    keep(&mut tx, &world, open, &begun).await;
    let answered = begun.end(at("2026-08-12", 10)).unwrap();
    let kept = keep(&mut tx, &world, closed, &answered).await;
    decree(&mut tx, "2026-08-11", HolidayKind::JointLeave).await;
    let days = clock::days(&mut tx).await.unwrap();
    let (next, moved) = recount(&mut tx, &days, day("2026-08-06"), 0).await.unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].clock.about, RecordRef::from(open));
    assert_eq!(
        (moved[0].was, moved[0].clock.kept.due),
        (Some(Due::On(day("2026-08-12"))), Some(Due::On(day("2026-08-13"))))
    );
    assert_eq!(found(&mut tx, open).await.kept.due, Some(Due::On(day("2026-08-13"))));
    assert_eq!(found(&mut tx, closed).await.on(&days, day("2027-01-01")), kept);
    // Computed once more, nothing moves; and it comes to an end.
    assert_eq!(recount(&mut tx, &days, day("2026-08-06"), 0).await.unwrap().1, []);
    assert_eq!(recount(&mut tx, &days, day("2026-08-06"), next.unwrap()).await.unwrap(), (None, Vec::new()));
}

async fn what_waits_for_a_list_is_counted_once_it_is_there(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.submitted_in(&mut tx, &[0]).await.id;
    let answered = ClockHistory::begin(at("2027-12-28", 10)).end(at("2028-01-04", 10)).unwrap();
    let waiting = keep(&mut tx, &world, plan, &answered).await;
    assert_eq!((waiting.used, waiting.due), (None, Some(Due::AwaitsList(2028))));
    let since = at("2027-06-01", 0);
    assert_eq!(clock::taken(&mut tx, None, since).await.unwrap(), []);
    decree(&mut tx, "2028-01-03", HolidayKind::National).await;
    // A list that is being filled in is none yet.
    let days = clock::days(&mut tx).await.unwrap();
    assert_eq!(recount(&mut tx, &days, day("2028-02-01"), 0).await.unwrap().1, []);
    let closed = ClosedYear { year: 2028, decree: "SKB".into(), by: "Admin".into(), at: world.now };
    holiday::close_year(&mut tx, &closed).await.unwrap();
    let days = clock::days(&mut tx).await.unwrap();
    let (_, moved) = recount(&mut tx, &days, day("2028-02-01"), 0).await.unwrap();
    assert_eq!(moved[0].clock.kept.due, Some(Due::On(day("2028-01-05"))));
    // 29, 30 and 31 December, and 4 January.
    let taken = clock::taken(&mut tx, None, since).await.unwrap();
    assert_eq!((taken.len(), taken[0].days, taken[0].answers), (1, 4, 1));
}

async fn the_dashboard_counts_and_tallies(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plans = [
        world.submitted_in(&mut tx, &[0]).await.id,
        world.submitted_in(&mut tx, &[1]).await.id,
        world.submitted_in(&mut tx, &[2]).await.id,
    ];
    // Due on Wednesday 12, Friday 14 and, paused, not at all.
    keep(&mut tx, &world, plans[0], &ClockHistory::begin(at("2026-08-05", 10))).await;
    keep(&mut tx, &world, plans[1], &ClockHistory::begin(at("2026-08-07", 10))).await;
    let begun = ClockHistory::begin(at("2026-08-05", 10));
    let paused = begun.clone().pause(at("2026-08-06", 10), PauseReason::Correction).unwrap();
    keep(&mut tx, &world, plans[2], &paused).await;
    let week = (day("2026-08-10"), day("2026-08-16"));
    for (today, expected) in [
        ("2026-08-12", (1, 2, 0)),
        ("2026-08-13", (0, 2, 1)),
        ("2026-08-17", (0, 2, 1)),
        ("2026-08-18", (0, 2, 2)),
    ] {
        let (due_today, due_in_week, late) = expected;
        let expected = Figures { due_today, due_in_week, late };
        for institution in [None, Some(world.jaksel.id)] {
            assert_eq!(
                clock::figures(&mut tx, institution, day(today), week).await.unwrap(),
                expected,
                "{today}"
            );
        }
        let elsewhere = clock::figures(&mut tx, Some(world.bandung.id), day(today), week).await.unwrap();
        assert_eq!(elsewhere, Figures::default());
    }
    for (plan, answered) in plans.into_iter().zip(["2026-08-06", "2026-08-06", "2026-08-14"]) {
        keep(&mut tx, &world, plan, &begun.clone().end(at(answered, 10)).unwrap()).await;
    }
    let mut taken = clock::taken(&mut tx, Some(world.jaksel.id), at("2026-08-01", 0)).await.unwrap();
    taken.sort_by_key(|taken| taken.days);
    let told: Vec<_> = taken.iter().map(|taken| (taken.officer, taken.days, taken.answers)).collect();
    assert_eq!(told, [(Some(world.officer.id), 1, 2), (Some(world.officer.id), 7, 1)]);
    assert_eq!(clock::taken(&mut tx, None, at("2026-08-14", 0)).await.unwrap().len(), 1);
    assert_eq!(clock::taken(&mut tx, Some(world.bandung.id), at("2026-08-01", 0)).await.unwrap(), []);
    // Where no limit was promised, nothing is measured by it.
    store::institution::mark_remote(&mut tx, world.jaksel.id, "Perpres 63/2020").await.unwrap();
    for plan in plans {
        keep(&mut tx, &world, plan, &begun.clone().end(at("2026-08-06", 10)).unwrap()).await;
    }
    assert_eq!(clock::taken(&mut tx, None, at("2026-08-01", 0)).await.unwrap(), []);
}

async fn figures_and_lists_by_due_day_use_their_index(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut record = world.submitted_in(&mut tx, &[0]).await;
    record.state = PlanState::InReview { officer: world.officer.clone(), recommendation: None };
    plan::save(&mut tx, &mut record, &world.officer, world.now).await.unwrap();
    keep(&mut tx, &world, record.id, &ClockHistory::begin(at("2026-08-05", 10))).await;
    tx.commit().await.unwrap();
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, officer_id, state, form, letter_key, due)
         SELECT p.institution_id, 1, CASE WHEN i % 7 = 0 THEN 'finished' ELSE 'submitted' END, 'B/' || i,
             p.created_by_id, p.created_by_name, p.created_at, p.updated_by_id, p.updated_by_name, p.updated_at,
             2 + i % 3, p.state, p.form, 'b/' || i,
             CASE WHEN i % 5 = 0 THEN date('2026-01-01', (i / 5) || ' days') ELSE '9999-12-31' END
         FROM n, (SELECT * FROM plan ORDER BY id LIMIT 1) p",
        "INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, officer_id, state, form, letter_key, due)
         SELECT p.institution_id, 1, CASE WHEN i % 7 = 0 THEN 'finished' ELSE 'submitted' END, 'B/' || i,
             p.created_by_id, p.created_by_name, p.created_at, p.updated_by_id, p.updated_by_name, p.updated_at,
             2 + i % 3, p.state, p.form, 'b/' || i,
             CASE WHEN i % 5 = 0 THEN DATE '2026-01-01' + i / 5 ELSE DATE '9999-12-31' END
         FROM generate_series(1, 3000) i, (SELECT * FROM plan ORDER BY id LIMIT 1) p",
    )
    .await;
    site.execute(
        "INSERT INTO clock (record_kind, record_id, kind, institution_id, officer_id, history, reckoning, begun_at, due,
             ended_at, taken, late)
         SELECT 'plan', p.id, 'plan_review', p.institution_id, p.officer_id, c.history, c.reckoning, p.updated_at, p.due,
             CASE WHEN p.id % 3 > 0 THEN p.updated_at END, CASE WHEN p.id % 3 > 0 THEN p.id % 9 END,
             CASE WHEN p.id % 3 > 0 THEN 0 END
         FROM plan p, clock c WHERE p.id > c.record_id",
    )
    .await
    .unwrap();
    let db = analysed(&site).await;
    let base = PlanQuery { order: PlanOrder::Due, ..PlanQuery::new(world.commissioner.id, 20) };
    // 1 March 2026.
    let after = PlanQuery { after: Some("due~739676.1500".into()), ..base.clone() };
    for query in [
        base.clone(),
        after.clone(),
        PlanQuery { institution: Some(world.jaksel.id), see_drafts: true, ..after.clone() },
        PlanQuery { phases: vec![Phase::Submitted], ..after.clone() },
        PlanQuery { phases: vec![Phase::Finished], institution: Some(world.jaksel.id), ..base.clone() },
        PlanQuery { officer: Some(world.commissioner.id), ..base.clone() },
        PlanQuery { text: "kesehatan".into(), ..after },
    ] {
        let mut tx = db.read().await.unwrap();
        let [list, ..] = plan::explain(&mut tx, &query).await.unwrap();
        let text = list.join("\n");
        assert!(list.iter().any(|line| line.contains("due_idx")), "{query:?}\n{text}");
        assert!(!list.iter().any(|line| reads_whole(line, "p", "plan")), "{query:?}\n{text}");
        assert!(!query.text.is_empty() || !list.iter().any(|line| sorts(line)), "{query:?}\n{text}");
    }
    let db = analysed_and_unsorted(&site).await;
    let mut tx = db.read().await.unwrap();
    for institution in [None, Some(world.jaksel.id)] {
        let query = ClockQuery { institution, limit: 20, ..ClockQuery::default() };
        let list = clock::explain_list(&mut tx, &query).await.unwrap();
        assert!(
            !list.iter().any(|line| reads_whole(line, "c", "clock") || sorts(line)),
            "{}",
            list.join("\n")
        );
        let plans =
            clock::explain(&mut tx, institution, day("2026-08-10"), at("2026-01-01", 0)).await.unwrap();
        for plan in plans {
            assert!(!plan.iter().any(|line| reads_whole(line, "clock", "clock")), "{}", plan.join("\n"));
        }
    }
}
