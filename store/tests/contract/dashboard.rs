//! The tallies agree with what they count, whatever happens, and the Dashboard reads little else.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    dashboard::{Area, Counts, Group, Overview, PostMap, Posts, Tally},
    id::InstitutionId,
    selection::{Phase, review::PlanState},
};
use store::{Tx, dashboard, selection::plan};

use crate::{
    explain::{analysed, reads_whole},
    harness::Site,
    world::{load, world},
};

contract!(
    the_demo_is_counted,
    tallies_follow_every_change,
    what_is_taken_back_is_not_counted,
    months_are_those_of_jakarta,
    posts_are_told_by_province,
    a_nation_is_counted_without_reading_it,
);

const INSTITUTIONS: &str =
    "SELECT COUNT(*) FROM institution i LEFT JOIN tally_institution t ON t.institution_id = i.id
    WHERE COALESCE(t.positions, 0) <> (SELECT COUNT(*) FROM position p WHERE p.institution_id = i.id)
       OR COALESCE(t.officials, 0)
           <> (SELECT COUNT(*) FROM official o WHERE o.institution_id = i.id AND NOT o.former)";
const PHASES: &str = "SELECT COUNT(*) FROM (SELECT institution_id, phase, SUM(n) AS n FROM
    (SELECT institution_id, phase, 1 AS n FROM plan
        UNION ALL SELECT institution_id, phase, -plans FROM tally_phase) AS both_sides
    GROUP BY institution_id, phase) AS differences WHERE n <> 0";
const MONTHS_SQLITE: &str =
    "SELECT COUNT(*) FROM (SELECT institution_id, month, SUM(n) AS n, SUM(d) AS d FROM
    (SELECT institution_id, strftime('%Y-%m', substr(created_at, 1, 19), '+7 hours') AS month, 1 AS n,
            CASE WHEN phase = 'draft' THEN 1 ELSE 0 END AS d FROM plan
        UNION ALL SELECT institution_id, month, -plans, -drafts FROM tally_month) AS both_sides
    GROUP BY institution_id, month) AS differences WHERE n <> 0 OR d <> 0";
const MONTHS_POSTGRES: &str =
    "SELECT COUNT(*) FROM (SELECT institution_id, month, SUM(n) AS n, SUM(d) AS d FROM
    (SELECT institution_id, to_char(created_at + INTERVAL '7 hours', 'YYYY-MM') AS month, 1 AS n,
            CASE WHEN phase = 'draft' THEN 1 ELSE 0 END AS d FROM plan
        UNION ALL SELECT institution_id, month, -plans, -drafts FROM tally_month) AS both_sides
    GROUP BY institution_id, month) AS differences WHERE n <> 0 OR d <> 0";

/// That the tallies say what counting says.
async fn assert_agreed(site: &Site, when: &str) {
    let months = if site.db.is_postgres() { MONTHS_POSTGRES } else { MONTHS_SQLITE };
    for sql in [INSTITUTIONS, PHASES, months] {
        assert_eq!(site.number(sql).await, 0, "{when}: {sql}");
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

async fn tallies(tx: &mut Tx, institution: Option<InstitutionId>) -> Vec<Tally> {
    dashboard::tallies(tx, institution).await.unwrap()
}

async fn the_demo_is_counted(site: Site) {
    let world = world(&site).await;
    world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    world.draft(&mut tx, &[], world.now).await;
    let all = Overview::of(&tallies(&mut tx, None).await);
    let two = Counts { institutions: 2, positions: 4, officials: 0 };
    assert_eq!(all.total, two);
    assert_eq!(all.groups.last(), Some(&(Group::Local, two)));
    let own = Overview::of(&tallies(&mut tx, Some(world.jaksel.id)).await);
    assert_eq!(own.total, Counts { institutions: 1, positions: 3, officials: 0 });
    for (institution, expected) in
        [(None, true), (Some(world.jaksel.id), true), (Some(world.bandung.id), false)]
    {
        let phases = dashboard::plans_by_phase(&mut tx, institution).await.unwrap();
        let counted = if expected { vec![(Phase::Draft, 1), (Phase::Submitted, 1)] } else { Vec::new() };
        assert_eq!(phases, counted);
        assert_eq!(plan::counts_by_phase(&mut tx, institution).await.unwrap(), phases);
        for (see_drafts, count) in [(true, 2), (false, 1)] {
            let count = if expected { count } else { 0 };
            let today = day(2016, 9, 3);
            let months = dashboard::plans_by_month(&mut tx, institution, see_drafts, today, 3).await.unwrap();
            assert_eq!(months, [(day(2016, 7, 1), 0), (day(2016, 8, 1), count), (day(2016, 9, 1), 0)]);
        }
    }
    assert!(dashboard::plans_by_month(&mut tx, None, true, day(2016, 9, 3), 0).await.unwrap().is_empty());
}

/// Officials of both institutions, some former, and plans in several phases and months.
async fn fill(site: &Site) {
    for sql in [
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment,
             filling_plan, former, created_at)
         SELECT p.institution_id, p.id, 'Pejabat', '1', '', 'SK', '2016-01-01', '2030-01-01', 'transfer', 'transfer',
             p.id % 3 = 0, p.created_at FROM position p",
        "INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, state, form)
         SELECT i.id, 1, CASE WHEN a.id % 2 = 0 THEN 'draft' ELSE 'process' END, '1', a.id, a.name, a.created_at, a.id,
             a.name, a.created_at, '{}', '{}' FROM account a CROSS JOIN institution i",
    ] {
        site.execute(sql).await.unwrap();
    }
}

async fn tallies_follow_every_change(site: Site) {
    world(&site).await;
    assert_agreed(&site, "the demo").await;
    fill(&site).await;
    assert_eq!(site.number("SELECT COUNT(*) FROM plan").await, 14);
    assert_agreed(&site, "inserts").await;
    for sql in [
        "UPDATE position SET institution_id = 2 WHERE id = 1",
        "UPDATE position SET title = 'Sekretaris'",
        "UPDATE official SET institution_id = 2 WHERE id <= 2",
        "UPDATE official SET former = NOT former",
        "UPDATE official SET former = TRUE, institution_id = 1 WHERE id = 1",
        "UPDATE plan SET phase = 'finished' WHERE id % 3 = 0",
        "UPDATE plan SET institution_id = 3 - institution_id WHERE id % 4 = 0",
        "UPDATE plan SET phase = 'draft', institution_id = 2 WHERE id <= 3",
        "UPDATE plan SET letter_number = '2'",
        "DELETE FROM official WHERE id % 2 = 0",
        "DELETE FROM plan WHERE id % 5 = 0",
        "DELETE FROM official",
        "DELETE FROM position WHERE id = 2",
        "DELETE FROM plan",
        "DELETE FROM position",
    ] {
        assert!(site.execute(sql).await.unwrap() > 0, "{sql}");
        assert_agreed(&site, sql).await;
    }
    site.execute_either(
        "UPDATE institution SET version = 1 WHERE (SELECT SUM(positions + officials) FROM tally_institution) <> 0",
        "DO $$ BEGIN ASSERT (SELECT SUM(positions + officials) FROM tally_institution) = 0; END $$",
    )
    .await;
}

async fn what_is_taken_back_is_not_counted(site: Site) {
    let world = world(&site).await;
    let kept = world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    world.submitted_in(&mut tx, &[1]).await;
    let mut record = load(&mut tx, kept.id).await;
    record.state = PlanState::InReview { officer: world.officer.clone(), recommendation: None };
    plan::save(&mut tx, &mut record, &world.officer, world.later(5)).await.unwrap();
    let phases = dashboard::plans_by_phase(&mut tx, None).await.unwrap();
    assert_eq!(phases, [(Phase::Submitted, 1), (Phase::InReview, 1)]);
    drop(tx);
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(dashboard::plans_by_phase(&mut tx, None).await.unwrap(), [(Phase::Submitted, 1)]);
    drop(tx);
    assert_agreed(&site, "taken back").await;
}

async fn months_are_those_of_jakarta(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for at in [
        "2016-07-31T16:59:59.999999Z",
        "2016-07-31T17:00:00Z",
        "2016-08-31T16:59:59.999999Z",
        "2016-12-31T17:00:00.000001Z",
    ] {
        world.draft(&mut tx, &[], at.parse::<DateTime<Utc>>().unwrap()).await;
    }
    let months = dashboard::plans_by_month(&mut tx, None, true, day(2017, 1, 31), 7).await.unwrap();
    let counts: Vec<u32> = months.iter().map(|(_, count)| *count).collect();
    assert_eq!((months[0].0, counts), (day(2016, 7, 1), vec![1, 2, 0, 0, 0, 0, 1]));
    tx.commit().await.unwrap();
    assert_agreed(&site, "months").await;
}

async fn posts_are_told_by_province(site: Site) {
    let world = world(&site).await;
    let posts = async |institution, area: Area| {
        let mut tx = site.db.read().await.unwrap();
        let map = PostMap::of(&tallies(&mut tx, institution).await);
        let found = map.areas.iter().find(|(known, _)| *known == area).map(|(_, posts)| *posts);
        let Posts { filled, vacant, in_selection } = found.unwrap_or_default();
        (filled, vacant, in_selection)
    };
    let jakarta = || Area::Province("31".to_owned());
    let bandung = || Area::Province("32".to_owned());
    assert_eq!(posts(None, jakarta()).await, (0, 3, 0));
    // The first two are held; the second and the third are asked for, the first in a draft alone.
    let [first, second] = [0, 1].map(|at: usize| world.positions[at].id.get());
    site.execute(format!(
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment,
             filling_plan, former, created_at)
         SELECT p.institution_id, p.id, 'Pejabat', '1', '', 'SK', '2016-01-01', '2030-01-01', 'transfer', 'transfer',
             FALSE, p.created_at FROM position p WHERE p.id IN ({first}, {second})"
    ))
    .await.unwrap();
    assert_eq!(posts(None, jakarta()).await, (2, 1, 0));
    let sent = world.submitted(&site, &[1, 2]).await;
    let mut tx = site.db.begin().await.unwrap();
    world.draft(&mut tx, &[0], world.now).await;
    tx.commit().await.unwrap();
    for institution in [None, Some(world.jaksel.id)] {
        assert_eq!(posts(institution, jakarta()).await, (1, 0, 2));
    }
    assert_eq!(posts(None, bandung()).await, (0, 1, 0));
    assert_eq!(posts(Some(world.jaksel.id), bandung()).await, (0, 0, 0), "of oneself alone");
    assert_eq!(posts(Some(world.bandung.id), jakarta()).await, (0, 0, 0), "of oneself alone");

    let mut tx = site.db.begin().await.unwrap();
    let own = tallies(&mut tx, Some(world.jaksel.id)).await;
    assert_eq!((own.len(), own[0].in_selection, own[0].held_in_selection), (1, 2, 1));
    // A refused plan holds its posts no longer.
    let mut record = load(&mut tx, sent.id).await;
    record.state = PlanState::InReview { officer: world.officer.clone(), recommendation: None };
    record.state = record.state.reject(world.officer.clone(), world.now, "Tidak lengkap.".into()).unwrap();
    plan::save(&mut tx, &mut record, &world.officer, world.later(5)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(posts(None, jakarta()).await, (2, 1, 0));
    // Whoever has left holds no post, and the country's own are nowhere in it.
    site.execute(format!("UPDATE official SET former = TRUE WHERE position_id = {first}")).await.unwrap();
    assert_eq!(posts(None, jakarta()).await, (1, 2, 0));
    site.execute(format!(
        "UPDATE institution SET kind = 'ministry', regency = '' WHERE id = {}",
        world.jaksel.id.get()
    ))
    .await
    .unwrap();
    assert_eq!((posts(None, jakarta()).await, posts(None, Area::Centre).await), ((0, 0, 0), (1, 2, 0)));
}

async fn a_nation_is_counted_without_reading_it(site: Site) {
    let world = world(&site).await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 702)
         INSERT INTO institution (name, kind, region)
         SELECT 'Nama ' || i, CASE i % 3 WHEN 0 THEN 'agency' WHEN 1 THEN 'ministry' ELSE 'regency' END, '' FROM n",
        "INSERT INTO institution (name, kind, region)
         SELECT 'Nama ' || i, CASE i % 3 WHEN 0 THEN 'agency' WHEN 1 THEN 'ministry' ELSE 'regency' END, ''
         FROM generate_series(3, 702) i",
    )
    .await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < 15000)
         INSERT INTO position (institution_id, unit, title, level, technical, socio_cultural, status, created_at)
         SELECT 1 + i % 702, 'U', 'T', 'junior', '', '', 'approved', '2016-08-10T08:00:00+00:00' FROM n",
        "INSERT INTO position (institution_id, unit, title, level, technical, socio_cultural, status, created_at)
         SELECT 1 + i % 702, 'U', 'T', 'junior', '', '', 'approved', NOW() FROM generate_series(5, 15000) i",
    )
    .await;
    site.execute(
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment,
             filling_plan, former, created_at)
         SELECT p.institution_id, p.id, 'Pejabat', '1', '', 'SK', '2016-01-01', '2030-01-01', 'transfer', 'transfer',
             p.id % 7 = 0, p.created_at FROM position p",
    )
    .await
    .unwrap();
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, state, form)
         SELECT 1 + i % 702, 1, CASE WHEN i % 4 = 0 THEN 'draft' ELSE 'process' END, '1', 1, 'A',
             strftime('%Y-%m-%dT%H:%M:%S+00:00', 1440000000 + i * 6000, 'unixepoch'), 1, 'A',
             '2016-08-10T08:00:00+00:00', '{}', '{}' FROM n",
        "INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, state, form)
         SELECT 1 + i % 702, 1, CASE WHEN i % 4 = 0 THEN 'draft' ELSE 'process' END, '1', 1, 'A',
             to_timestamp(1440000000 + i * 6000), 1, 'A', NOW(), '{}', '{}' FROM generate_series(1, 5000) i",
    )
    .await;
    site.execute(
        "INSERT INTO vacancy (plan_id, position_id, open, version, inauguration)
         SELECT id, 4 + id, id % 4 <> 0, 1, '{}' FROM plan WHERE id <= 2000",
    )
    .await
    .unwrap();
    assert_agreed(&site, "a nation").await;
    let db = analysed(&site).await;
    let mut tx = db.read().await.unwrap();
    let today = day(2016, 8, 10);
    let overview = Overview::of(&tallies(&mut tx, None).await);
    let phases = dashboard::plans_by_phase(&mut tx, None).await.unwrap();
    let months = dashboard::plans_by_month(&mut tx, None, true, today, 12).await.unwrap();
    let total = Counts { institutions: 702, positions: 15_000, officials: 15_000 - 2142 };
    assert_eq!(overview.total, total);
    assert_eq!(phases, [(Phase::Draft, 1250), (Phase::Process, 3750)]);
    assert_eq!(months.len(), 12);
    let posts = PostMap::of(&tallies(&mut tx, None).await).total;
    assert_eq!((posts.total(), posts.in_selection), (15_000, 1500));
    for institution in [None, Some(world.jaksel.id)] {
        let [by_place, by_phase, by_month] = dashboard::explain(&mut tx, institution, today).await.unwrap();
        for (alias, table) in [("p", "position"), ("o", "official"), ("v", "vacancy")] {
            let whole = |line: &String| {
                reads_whole(line, alias, table) || table == "position" && line.contains("SCAN p")
            };
            assert!(!by_place.iter().any(whole), "{}", by_place.join("\n"));
        }
        for plan in [by_phase, by_month] {
            let text = plan.join("\n");
            for table in ["position", "official", "plan ", "plan_"] {
                let touched = plan.iter().any(|line| {
                    line.contains(&format!(" on {table}"))
                        || line.contains(&format!("SCAN {table}"))
                        || line.contains(&format!("SEARCH {table}"))
                });
                assert!(!touched, "{text}");
            }
            assert!(
                text.contains("tally_") || text.contains(" t ") || text.contains("institution"),
                "{text}"
            );
        }
    }
}
