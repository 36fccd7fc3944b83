//! Daftar Seleksi as a queue: whose turn it is, in which order, how many there are, and who has how many in hand.

use domain::{
    id::PlanId,
    identity::{Actor, Person, Role},
    selection::{
        NextStep, Phase,
        next::{Share, handled_by, waiting_for},
        review::{MessageKind, PlanState},
    },
};
use store::{
    Tx,
    message::{self, NewMessage},
    selection::plan::{self, PlanOrder, PlanQuery, PlanRecord},
};

use crate::{
    explain::{analysed, reads_whole, sorts},
    harness::Site,
    world::{World, world},
};

contract!(
    what_waits_is_asked_for_by_phase_and_officer,
    a_share_of_nothing_finds_nothing,
    a_queue_is_paged_there_and_back_in_each_order,
    a_count_is_what_the_list_shows,
    one_goes_on_through_a_queue_from_where_one_came,
    an_institution_is_looked_for_by_its_name,
    only_what_is_late_is_late,
    rows_say_who_handles_them_and_what_is_next,
    officers_have_in_hand_what_has_not_ended,
    a_queue_reads_its_indexes,
);

fn all(world: &World) -> PlanQuery {
    PlanQuery { see_drafts: true, ..PlanQuery::new(world.commissioner.id, 20) }
}

async fn ids(tx: &mut Tx, query: &PlanQuery) -> Vec<PlanId> {
    plan::list(tx, query).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

/// A plan that this officer reviews, changed and sent so many minutes after the beginning.
async fn reviewed(tx: &mut Tx, world: &World, officer: &Person, minutes: i64) -> PlanRecord {
    let mut record = world.draft(tx, &[], world.now).await;
    record.state = PlanState::InReview { officer: officer.clone(), recommendation: None };
    record.sent_at = world.later(-minutes);
    plan::save(tx, &mut record, officer, world.later(minutes)).await.unwrap();
    record
}

async fn what_waits_is_asked_for_by_phase_and_officer(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let new = world.submitted_in(&mut tx, &[0]).await.id;
    let own = reviewed(&mut tx, &world, &world.officer, 1).await.id;
    let others = reviewed(&mut tx, &world, &world.commissioner, 2).await.id;
    let draft = world.draft(&mut tx, &[1], world.later(3)).await.id;
    let waiting = |user: &Person, role: Role| {
        let actor = Actor { user: user.id, name: user.name.clone(), role, institution: None };
        PlanQuery { among: Some(waiting_for(&actor)), see_drafts: false, ..all(&world) }
    };
    assert_eq!(ids(&mut tx, &waiting(&world.officer, Role::Assistant)).await, [own]);
    assert_eq!(ids(&mut tx, &waiting(&world.commissioner, Role::Commissioner)).await, [others, new]);
    let operator = Actor {
        user: world.operator.id,
        name: world.operator.name.clone(),
        role: Role::Operator,
        institution: Some(world.jaksel.id),
    };
    let own_side =
        PlanQuery { among: Some(waiting_for(&operator)), institution: operator.institution, ..all(&world) };
    assert_eq!(ids(&mut tx, &own_side).await, [draft]);
    let elsewhere = PlanQuery { institution: Some(world.bandung.id), ..own_side };
    assert_eq!(ids(&mut tx, &elsewhere).await, []);
}

async fn a_share_of_nothing_finds_nothing(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    reviewed(&mut tx, &world, &world.officer, 1).await;
    let none = PlanQuery { among: Some(Vec::new()), ..all(&world) };
    assert_eq!((ids(&mut tx, &none).await, plan::count(&mut tx, &none, 9).await.unwrap()), (vec![], 0));
    // A filter takes away from a share, and adds nothing.
    let other = PlanQuery {
        among: Some(handled_by(world.officer.id)),
        phases: vec![Phase::Submitted],
        ..all(&world)
    };
    assert_eq!((ids(&mut tx, &other).await, plan::count(&mut tx, &other, 9).await.unwrap()), (vec![], 0));
}

async fn a_queue_is_paged_there_and_back_in_each_order(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut made = Vec::new();
    for minutes in 1..=5 {
        made.push(reviewed(&mut tx, &world, &world.officer, minutes).await.id);
    }
    let oldest_last: Vec<_> = made.iter().rev().copied().collect();
    let queue = PlanQuery { among: Some(handled_by(world.officer.id)), limit: 2, ..all(&world) };
    // What was changed last was sent first.
    for (order, expected) in [
        (PlanOrder::Latest, &oldest_last),
        (PlanOrder::Sent, &oldest_last),
        (PlanOrder::SentLatest, &made),
        (PlanOrder::Due, &made),
    ] {
        let (mut query, mut seen) = (PlanQuery { order, ..queue.clone() }, Vec::new());
        let mut back = None;
        loop {
            let page = plan::list(&mut tx, &query).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.id));
            let Some(next) = page.next else {
                back = back.or(page.previous);
                break;
            };
            query.after = Some(next);
        }
        assert_eq!(&seen, expected, "{order:?}");
        let page = plan::list(&mut tx, &PlanQuery { after: None, before: back, ..query }).await.unwrap();
        let rows: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(rows, expected[2..4], "{order:?}");
    }
}

async fn a_count_is_what_the_list_shows(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    world.submitted_in(&mut tx, &[0]).await;
    world.draft(&mut tx, &[1], world.now).await;
    for minutes in 1..=3 {
        reviewed(&mut tx, &world, &world.officer, minutes).await;
    }
    for query in [
        all(&world),
        PlanQuery { see_drafts: false, ..all(&world) },
        PlanQuery { among: Some(handled_by(world.officer.id)), ..all(&world) },
        PlanQuery { phases: vec![Phase::Submitted, Phase::Draft], ..all(&world) },
        PlanQuery { officer: Some(world.officer.id), ..all(&world) },
        PlanQuery { text: "kesehatan".into(), ..all(&world) },
        PlanQuery { institution: Some(world.bandung.id), ..all(&world) },
    ] {
        let shown = ids(&mut tx, &query).await.len();
        // The page has nothing to do with it.
        let counted = plan::count(&mut tx, &PlanQuery { limit: 1, ..query.clone() }, 100).await.unwrap();
        assert_eq!(counted as usize, shown, "{query:?}");
    }
    assert_eq!(plan::count(&mut tx, &all(&world), 2).await.unwrap(), 2);
}

async fn one_goes_on_through_a_queue_from_where_one_came(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut made = Vec::new();
    for minutes in 1..=4 {
        made.push(reviewed(&mut tx, &world, &world.officer, minutes).await);
    }
    let queue = PlanQuery { among: Some(handled_by(world.officer.id)), ..all(&world) };
    for order in [PlanOrder::Latest, PlanOrder::Due, PlanOrder::Sent, PlanOrder::SentLatest] {
        let query = PlanQuery { order, ..queue.clone() };
        let rows = plan::list(&mut tx, &query).await.unwrap().rows;
        for (at, row) in rows.iter().enumerate() {
            let around = plan::neighbours(&mut tx, &query, &row.place, 100).await.unwrap().unwrap();
            let beside = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.id);
            assert_eq!(around.before as usize, at, "{order:?}");
            assert_eq!(around.previous.map(|row| row.id), beside(at.checked_sub(1)), "{order:?}");
            assert_eq!(around.next.map(|row| row.id), beside(Some(at + 1)), "{order:?}");
        }
    }
    // What is decided leaves the queue, and the way goes on where it stood.
    let rows = plan::list(&mut tx, &queue).await.unwrap().rows;
    let mut decided = made.remove(2);
    let by = world.officer.clone();
    decided.state =
        PlanState::Rejected { officer: by.clone(), by: by.clone(), at: world.now, reason: "Tidak".into() };
    plan::save(&mut tx, &mut decided, &by, world.later(9)).await.unwrap();
    let around = plan::neighbours(&mut tx, &queue, &rows[1].place, 100).await.unwrap().unwrap();
    assert_eq!((around.previous.unwrap().id, around.next.unwrap().id), (rows[0].id, rows[2].id));
    for rubbish in ["", "x", "due~x.1", &"7".repeat(5000)] {
        assert_eq!(plan::neighbours(&mut tx, &queue, rubbish, 100).await.unwrap(), None);
    }
}

async fn an_institution_is_looked_for_by_its_name(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let own = world.submitted_in(&mut tx, &[0]).await.id;
    for (text, expected) in [("JAKARTA sel", vec![own]), ("bandung", vec![]), ("%", vec![]), (" ", vec![own])]
    {
        let query = PlanQuery { institution_text: text.into(), ..all(&world) };
        assert_eq!(ids(&mut tx, &query).await, expected, "{text}");
        let both = PlanQuery { text: "kehutanan".into(), ..query };
        assert_eq!(ids(&mut tx, &both).await, expected, "{text}");
    }
}

async fn only_what_is_late_is_late(site: Site) {
    let world = world(&site).await;
    let [late, due, ended] = {
        let mut tx = site.db.begin().await.unwrap();
        let mut made = Vec::new();
        for minutes in 1..=3 {
            made.push(reviewed(&mut tx, &world, &world.officer, minutes).await.id);
        }
        tx.commit().await.unwrap();
        [made[0], made[1], made[2]]
    };
    for (plan, due, late_from, ended_at) in [
        (late, "2016-08-12", "2016-08-15", "NULL"),
        (due, "2016-08-15", "2016-08-16", "NULL"),
        (ended, "2016-08-01", "2016-08-02", "'2016-08-10T08:00:00+00:00'"),
    ] {
        site.execute(format!("UPDATE plan SET due = '{due}' WHERE id = {plan}")).await.unwrap();
        site.execute(format!(
            "INSERT INTO clock (record_kind, record_id, kind, institution_id, history, reckoning, begun_at, due, late_from, \
             ended_at) VALUES ('plan', {plan}, 'plan_review', {}, '{{}}', '{{}}', '2016-08-01T08:00:00+00:00', '{due}', \
             '{late_from}', {ended_at})",
            world.jaksel.id
        ))
        .await
        .unwrap();
    }
    let mut tx = site.db.begin().await.unwrap();
    let on = |day: &str| {
        let overdue = PlanQuery { overdue: Some(day.parse().unwrap()), ..all(&world) };
        // Rows of other tests' making have a clock that says nothing; only its columns are asked for.
        PlanQuery { order: PlanOrder::Due, ..overdue }
    };
    for (day, expected) in [("2016-08-12", 0), ("2016-08-14", 0), ("2016-08-15", 1), ("2016-08-16", 2)] {
        assert_eq!(plan::count(&mut tx, &on(day), 9).await.unwrap(), expected, "{day}");
    }
}

async fn rows_say_who_handles_them_and_what_is_next(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    world.draft(&mut tx, &[1], world.now).await;
    let mut record = reviewed(&mut tx, &world, &world.officer, 1).await;
    let page = plan::list(&mut tx, &all(&world)).await.unwrap();
    let [row, draft] = page.rows.as_slice() else { panic!("two plans") };
    assert_eq!(
        (row.officer.as_deref(), row.next),
        (Some(world.officer.name.as_str()), Some(NextStep::Review))
    );
    assert_eq!((row.sent_at, row.version), (Some(world.later(-1)), record.version));
    assert_eq!((draft.officer.as_deref(), draft.next, draft.sent_at), (None, Some(NextStep::Complete), None));

    let new = NewMessage {
        about: record.id.into(),
        kind: MessageKind::Correction,
        author: &world.officer,
        commission: true,
        text: domain::rich_text::CleanText::from_text("Lengkapi jadwal"),
        files: vec![],
        changes: vec![],
        at: world.later(2),
    };
    message::insert(&mut tx, &new).await.unwrap();
    plan::save(&mut tx, &mut record, &world.operator, world.later(3)).await.unwrap();
    let row = plan::list(&mut tx, &all(&world)).await.unwrap().rows.remove(0);
    assert_eq!(row.next, Some(NextStep::CheckCorrection));
}

async fn officers_have_in_hand_what_has_not_ended(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    reviewed(&mut tx, &world, &world.officer, 1).await;
    reviewed(&mut tx, &world, &world.officer, 2).await;
    let mut ended = reviewed(&mut tx, &world, &world.officer, 3).await;
    let by = world.officer.clone();
    ended.state =
        PlanState::Rejected { officer: by.clone(), by: by.clone(), at: world.now, reason: "Tidak".into() };
    plan::save(&mut tx, &mut ended, &by, world.later(4)).await.unwrap();
    let loads = plan::loads(&mut tx, &[world.officer.id, world.commissioner.id]).await.unwrap();
    assert_eq!(loads.into_iter().collect::<Vec<_>>(), [(world.officer.id, 2)]);
    assert!(plan::loads(&mut tx, &[]).await.unwrap().is_empty());
}

async fn a_queue_reads_its_indexes(site: Site) {
    let (world, _) = crate::explain::fill(&site).await;
    site.execute(format!(
        "UPDATE plan SET officer_id = {}, phase = CASE id % 3 WHEN 0 THEN 'in_review' WHEN 1 THEN 'recommended' \
         ELSE 'finished' END WHERE id % 2 = 0",
        world.officer.id
    ))
    .await
    .unwrap();
    let db = analysed(&site).await;
    let mut tx = db.read().await.unwrap();
    let shares = vec![
        Share { phase: Phase::Submitted, officer: None },
        Share { phase: Phase::InReview, officer: Some(world.officer.id) },
        Share { phase: Phase::Recommended, officer: Some(world.officer.id) },
    ];
    let base = PlanQuery::new(world.commissioner.id, 20);
    for order in [PlanOrder::Latest, PlanOrder::Due, PlanOrder::Sent, PlanOrder::SentLatest] {
        for query in [
            PlanQuery { order, ..base.clone() },
            PlanQuery { order, phases: vec![Phase::Submitted], ..base.clone() },
            PlanQuery { order, institution: Some(world.jaksel.id), ..base.clone() },
            PlanQuery { order, among: Some(shares.clone()), ..base.clone() },
            PlanQuery { order, among: Some(shares[1..2].to_vec()), ..base.clone() },
        ] {
            let [list, count, _, changed] = plan::explain(&mut tx, &query).await.unwrap();
            for plan in [&list, &count, &changed] {
                let whole = plan.iter().any(|line| reads_whole(line, "p", "plan"));
                assert!(!whole, "{query:?}\n{}", plan.join("\n"));
            }
            // Pages of several shares are merged.
            let merged = query.among.as_ref().is_some_and(|shares| shares.len() > 1);
            assert!(merged || !list.iter().any(|line| sorts(line)), "{query:?}\n{}", list.join("\n"));
        }
    }
    let loads = plan::explain_loads(&mut tx, &[world.officer.id, world.commissioner.id]).await.unwrap();
    assert!(!loads.iter().any(|line| reads_whole(line, "p", "plan")), "{}", loads.join("\n"));
}
