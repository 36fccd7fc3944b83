//! Lists read an index in its order: no table is read whole, and nothing but a page is sorted.

use domain::{institution::InstitutionKind, selection::Phase};
use store::{
    Db,
    identity::{self, PeopleQuery, Side},
    institution::{self, InstitutionQuery},
    official::{self, OfficialQuery},
    selection::plan::{self, PlanQuery},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(plan_lists_use_their_index, official_lists_use_their_index, lists_by_name_use_their_index,);

/// A cursor in the middle: 10 August 2016, and as a day.
const MIDDLE_PLAN: &str = "1470815000000000.1500";
const MIDDLE_OFFICIAL: &str = "735000.1500";

/// Enough rows for the planner to take them seriously.
pub async fn fill(site: &Site) -> (World, Db) {
    let world = world(site).await;
    world.submitted(site, &[0]).await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, officer_id, state, form, letter_key)
         SELECT p.institution_id, 1, CASE WHEN i % 7 = 0 THEN 'finished' ELSE 'submitted' END, 'B/' || i,
             p.created_by_id, p.created_by_name, p.created_at, p.updated_by_id, p.updated_by_name,
             strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470800000 + i * 10, 'unixepoch'), 2 + i % 3, p.state, p.form, 'b/' || i
         FROM n, (SELECT * FROM plan ORDER BY id LIMIT 1) p",
        "INSERT INTO plan (institution_id, version, phase, letter_number, created_by_id, created_by_name, created_at,
             updated_by_id, updated_by_name, updated_at, officer_id, state, form, letter_key)
         SELECT p.institution_id, 1, CASE WHEN i % 7 = 0 THEN 'finished' ELSE 'submitted' END, 'B/' || i,
             p.created_by_id, p.created_by_name, p.created_at, p.updated_by_id, p.updated_by_name,
             to_timestamp(1470800000 + i * 10), 2 + i % 3, p.state, p.form, 'b/' || i
         FROM generate_series(1, 3000) i, (SELECT * FROM plan ORDER BY id LIMIT 1) p",
    )
    .await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment,
             filling_plan, former, created_at, name_key, decree_key)
         SELECT p.institution_id, p.id, 'Pejabat ' || i, '1', '', 'SK', date('2008-01-01', i || ' days'), '2030-01-01',
             'transfer', 'transfer', i % 5 = 0, p.created_at, 'pejabat ' || i, 'sk'
         FROM n, (SELECT * FROM position ORDER BY id LIMIT 1) p",
        "INSERT INTO official (institution_id, position_id, name, nip, rank, decree, start_on, end_on, appointment,
             filling_plan, former, created_at, name_key, decree_key)
         SELECT p.institution_id, p.id, 'Pejabat ' || i, '1', '', 'SK', DATE '2008-01-01' + i, '2030-01-01',
             'transfer', 'transfer', i % 5 = 0, p.created_at, 'pejabat ' || i, 'sk'
         FROM generate_series(1, 3000) i, (SELECT * FROM position ORDER BY id LIMIT 1) p",
    )
    .await;
    (world, analysed(site).await)
}

/// The database, once it knows its rows.
pub async fn analysed(site: &Site) -> Db {
    site.execute_either("ANALYZE", "VACUUM ANALYZE").await;
    if site.db.is_postgres() {
        // The rows are still few: reading them whole would be quickest, but only here.
        site.execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_seqscan = off', current_database()); END $$",
        )
        .await
        .unwrap();
    }
    Db::connect(&site.url).await.unwrap()
}

/// As [`analysed`]; and where a few rows could be fetched and sorted, they are read in order instead, if
/// they can be.
pub async fn analysed_and_unsorted(site: &Site) -> Db {
    if site.db.is_postgres() {
        site.execute(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_bitmapscan = off', current_database());
             EXECUTE format('ALTER DATABASE %I SET enable_sort = off', current_database());
             -- A sort that is off counts as very dear, for which PostgreSQL would compile machine code each time.
             EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END $$",
        )
        .await
        .unwrap();
    }
    analysed(site).await
}

/// SQLite writes `SCAN p` for a whole table and `SCAN p USING INDEX …` for an index in its order.
pub fn reads_whole(line: &str, alias: &str, table: &str) -> bool {
    line.trim() == format!("SCAN {alias}")
        || line.trim() == format!("SCAN {table}")
        || line.contains(&format!("Seq Scan on {table}"))
}

pub fn sorts(line: &str) -> bool {
    line.contains("TEMP B-TREE FOR ORDER BY")
        || line.trim_start().trim_start_matches("-> ").trim().starts_with("Sort")
}

/// Whether a text is looked for without reading the rows.
fn searches_the_index(plan: &[String], index: &str) -> bool {
    let whole = |line: &String| line.contains("USING COVERING INDEX") || line.contains("Index Only Scan");
    plan.iter().filter(|line| whole(line)).any(|line| line.contains(index))
}

async fn plan_lists_use_their_index(site: Site) {
    let (world, db) = fill(&site).await;
    let base = PlanQuery::new(world.commissioner.id, 20);
    let after = PlanQuery { after: Some(MIDDLE_PLAN.into()), ..base.clone() };
    let queries = [
        base.clone(),
        after.clone(),
        PlanQuery { before: Some(MIDDLE_PLAN.into()), ..base.clone() },
        PlanQuery { institution: Some(world.jaksel.id), see_drafts: true, ..after.clone() },
        PlanQuery { phases: vec![Phase::Submitted], ..after.clone() },
        PlanQuery { phases: vec![Phase::Finished], institution: Some(world.jaksel.id), ..base.clone() },
        PlanQuery { officer: Some(world.commissioner.id), ..base.clone() },
        PlanQuery { text: "kesehatan".into(), ..after },
    ];
    for query in queries {
        let mut tx = db.read().await.unwrap();
        let [list, count, counts, changed] = plan::explain(&mut tx, &query).await.unwrap();
        for plan in [&list, &count, &counts, &changed] {
            assert!(
                !plan.iter().any(|line| reads_whole(line, "p", "plan")),
                "{query:?}\n{}",
                plan.join("\n")
            );
        }
        // What a text has found is a page already; that page is sorted.
        let found = !query.text.is_empty();
        assert!(found || !list.iter().any(|line| sorts(line)), "{query:?}\n{}", list.join("\n"));
        assert!(!found || searches_the_index(&list, "plan_updated_idx"), "{query:?}\n{}", list.join("\n"));
    }
    // Several phases at once are merged from a page of each, however many there are of each.
    let phases = vec![Phase::Submitted, Phase::Finished, Phase::Correction];
    let mut tx = db.read().await.unwrap();
    let [list, ..] = plan::explain(&mut tx, &PlanQuery { phases, ..base }).await.unwrap();
    assert!(!list.iter().any(|line| reads_whole(line, "p", "plan")), "{}", list.join("\n"));
    let pages = list.iter().filter(|line| line.contains("updated_idx")).count();
    assert_eq!(pages, 3, "{}", list.join("\n"));
}

async fn official_lists_use_their_index(site: Site) {
    let (world, db) = fill(&site).await;
    let base = OfficialQuery { limit: 20, ..OfficialQuery::default() };
    for query in [
        base.clone(),
        OfficialQuery { after: Some(MIDDLE_OFFICIAL.into()), ..base.clone() },
        OfficialQuery { before: Some(MIDDLE_OFFICIAL.into()), ..base.clone() },
        OfficialQuery { institution: Some(world.jaksel.id), ..base.clone() },
        OfficialQuery { text: "pejabat 7".into(), after: Some(MIDDLE_OFFICIAL.into()), ..base },
    ] {
        let mut tx = db.read().await.unwrap();
        let plan = official::explain(&mut tx, &query).await.unwrap();
        let found = !query.text.is_empty();
        let wrong = |line: &String| reads_whole(line, "o", "official") || (!found && sorts(line));
        assert!(!plan.iter().any(wrong), "{query:?}\n{}", plan.join("\n"));
        assert!(!found || searches_the_index(&plan, "official_start_idx"), "{query:?}\n{}", plan.join("\n"));
    }
}

/// A cursor in the middle of names: `n`.
const MIDDLE_NAME: &str = "6e.1500";

async fn lists_by_name_use_their_index(site: Site) {
    let world = world(&site).await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO institution (name, name_key, kind, region, province, regency)
         SELECT 'Nama ' || i, 'nama ' || i, CASE WHEN i % 3 = 0 THEN 'agency' ELSE 'regency' END, 'R', 10 + i % 40,
             printf('%d.%x', 10 + i % 40, 160 + i / 40) FROM n",
        "INSERT INTO institution (name, name_key, kind, region, province, regency)
         SELECT 'Nama ' || i, 'nama ' || i, CASE WHEN i % 3 = 0 THEN 'agency' ELSE 'regency' END, 'R', (10 + i % 40)::TEXT,
             (10 + i % 40) || '.' || to_hex(160 + i / 40) FROM generate_series(1, 3000) i",
    )
    .await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO account (username, name, name_key, role, institution_id, password_hash, active, created_at)
         SELECT 'u' || i, 'Nama ' || i, 'nama ' || i, CASE WHEN i % 3 = 0 THEN 'assistant' ELSE 'operator' END,
             CASE WHEN i % 3 = 0 THEN NULL ELSE 1 + i % 50 END, 'x', TRUE, '2016-08-10T08:00:00+00:00' FROM n",
        "INSERT INTO account (username, name, name_key, role, institution_id, password_hash, active, created_at)
         SELECT 'u' || i, 'Nama ' || i, 'nama ' || i, CASE WHEN i % 3 = 0 THEN 'assistant' ELSE 'operator' END,
             CASE WHEN i % 3 = 0 THEN NULL ELSE 1 + i % 50 END, 'x', TRUE, NOW() FROM generate_series(1, 3000) i",
    )
    .await;
    let db = analysed_and_unsorted(&site).await;
    let mut tx = db.read().await.unwrap();
    let (after, before) = (Some(MIDDLE_NAME.to_owned()), Some(MIDDLE_NAME.to_owned()));
    let base = InstitutionQuery { limit: 20, ..InstitutionQuery::default() };
    for query in [
        base.clone(),
        InstitutionQuery { after: after.clone(), ..base.clone() },
        InstitutionQuery { before: before.clone(), ..base.clone() },
        InstitutionQuery { kind: Some(InstitutionKind::Agency), after: after.clone(), ..base.clone() },
        InstitutionQuery { province: Some("32".into()), ..base.clone() },
        InstitutionQuery { text: "nama 7".into(), ..base },
    ] {
        let plan = institution::explain(&mut tx, &query).await.unwrap();
        let wrong = |line: &String| reads_whole(line, "i", "institution") || sorts(line);
        assert!(!plan.iter().any(wrong), "{query:?}\n{}", plan.join("\n"));
    }
    let base = PeopleQuery { limit: 20, ..PeopleQuery::default() };
    for query in [
        base.clone(),
        PeopleQuery { after: after.clone(), ..base.clone() },
        PeopleQuery { before, ..base.clone() },
        PeopleQuery { side: Side::Commission, after: after.clone(), active: Some(true), ..base.clone() },
        PeopleQuery { side: Side::Institution(world.jaksel.id), after, ..base.clone() },
        PeopleQuery { side: Side::Institution(world.jaksel.id), text: "nama 7".into(), ..base },
    ] {
        let plan = identity::explain(&mut tx, &query).await.unwrap();
        let wrong = |line: &String| reads_whole(line, "a", "account") || sorts(line);
        assert!(!plan.iter().any(wrong), "{query:?}\n{}", plan.join("\n"));
    }
}
