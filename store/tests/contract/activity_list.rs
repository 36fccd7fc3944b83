//! The log's filters: each combination finds what it should, in order, and reads an index for it.

use chrono::NaiveDate;
use domain::{
    activity::{Act, Activity},
    id::{InstitutionId, UserId},
    identity::Role,
    record::{RecordKind, RecordRef},
};
use store::{
    Db,
    activity::{self, ActivityOrder, ActivityQuery, ActivityRecord, PEOPLE},
    identity::{self, NewUser},
    list::Whole,
};

use crate::{
    explain::{analysed_and_unsorted, reads_whole, sorts},
    harness::Site,
    world::{World, world},
};

contract!(
    every_combination_of_filters_finds_its_lines,
    every_combination_of_filters_reads_an_index,
    an_institution_has_its_peoples_lines,
    lines_page_there_and_back,
    the_oldest_first_is_the_same_list_from_its_other_end,
    a_place_of_one_order_is_none_of_the_other,
    an_export_ends_with_the_oldest_line,
    of_a_common_name_the_own_people_are_found_and_the_rest_is_told,
);

/// Lines of seven accounts and of nobody, over some days, several at each second.
async fn fill(site: &Site) -> World {
    let world = world(site).await;
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO activity (account_id, name, at, address, act, record_kind, record_id, institution_id)
         SELECT a.id, COALESCE(a.name, 'Asing ' || (i % 5)),
             strftime('%Y-%m-%dT%H:%M:%S+00:00', 1470700000 + (i / 3) * 600, 'unixepoch'), '10.0.0.7',
             CASE WHEN a.id IS NULL THEN 'log_in_failed' WHEN i % 3 = 0 THEN 'save_score' WHEN i % 3 = 1 THEN 'log_in'
                 ELSE 'edit_plan' END,
             CASE WHEN i % 3 = 0 THEN 'applicant' WHEN i % 3 = 1 OR a.id IS NULL THEN 'user' ELSE 'plan' END, i % 40,
             COALESCE(a.institution_id, CASE WHEN a.id IS NOT NULL AND i % 5 = 0 THEN 1 END)
         FROM n LEFT JOIN account a ON a.id = i % 8",
        "INSERT INTO activity (account_id, name, at, address, act, record_kind, record_id, institution_id)
         SELECT a.id, COALESCE(a.name, 'Asing ' || (i % 5)), to_timestamp(1470700000 + (i / 3) * 600), '10.0.0.7',
             CASE WHEN a.id IS NULL THEN 'log_in_failed' WHEN i % 3 = 0 THEN 'save_score' WHEN i % 3 = 1 THEN 'log_in'
                 ELSE 'edit_plan' END,
             CASE WHEN i % 3 = 0 THEN 'applicant' WHEN i % 3 = 1 OR a.id IS NULL THEN 'user' ELSE 'plan' END, i % 40,
             COALESCE(a.institution_id, CASE WHEN a.id IS NOT NULL AND i % 5 = 0 THEN 1 END)
         FROM generate_series(1, 2000) i LEFT JOIN account a ON a.id = i % 8",
    )
    .await;
    world
}

fn day(day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2016, 8, day)
}

/// Every combination of the filters, without cursors.
fn combinations(world: &World) -> Vec<ActivityQuery> {
    let mut queries = Vec::new();
    for institution in [None, Some(world.jaksel.id)] {
        for user in [None, Some(world.operator.id), Some(world.officer.id)] {
            for text in ["", "asi", "JAKSEL", "nobody at all"] {
                for act in [None, Some(Act::SaveScore), Some(Act::LogInFailed)] {
                    for (record, record_id) in [
                        (None, None),
                        (Some(RecordKind::User), None),
                        (Some(RecordKind::Applicant), Some(12)),
                    ] {
                        for (from, to) in [(None, None), (day(10), day(11)), (day(12), None)] {
                            queries.push(ActivityQuery {
                                institution,
                                see_drafts: true,
                                user,
                                text: text.into(),
                                act,
                                record,
                                record_id,
                                from,
                                to,
                                limit: 2000,
                                ..ActivityQuery::default()
                            });
                        }
                    }
                }
            }
        }
    }
    queries
}

/// What a line must be like, said once more.
fn fits(line: &ActivityRecord, query: &ActivityQuery, people: &[(UserId, String, String)]) -> bool {
    let text = query.text.to_lowercase();
    let named = |name: &str| name.to_lowercase().contains(&text);
    let person = match line.user {
        Some(user) => {
            people.iter().any(|(id, name, username)| *id == user && (named(name) || named(username)))
        }
        None => named(&line.name),
    };
    let day = domain::calendar::jakarta_day(line.at);
    (text.is_empty() || person)
        && query.institution.is_none_or(|institution| line.institution == Some(institution))
        && query.user.is_none_or(|user| line.user == Some(user))
        && query.act.is_none_or(|act| line.act == act.code())
        && query.record.is_none_or(|kind| line.record == kind.code())
        && query.record_id.is_none_or(|id| line.record_id == id)
        && query.from.is_none_or(|from| day >= from)
        && query.to.is_none_or(|to| day <= to)
}

async fn every_combination_of_filters_finds_its_lines(site: Site) {
    let world = fill(&site).await;
    let mut tx = site.db.read().await.unwrap();
    let people: Vec<_> = identity::list(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .map(|user| (user.id, user.name, user.username))
        .collect();
    let all = activity::recent(&mut tx, 5000).await.unwrap();
    assert_eq!(all.len(), 2000);
    let (mut empty, mut full) = (0, 0);
    for query in combinations(&world) {
        let page = activity::list(&mut tx, &query).await.unwrap();
        let found: Vec<i64> = page.rows.iter().map(|line| line.id).collect();
        let expected: Vec<i64> =
            all.iter().filter(|line| fits(line, &query, &people)).map(|line| line.id).collect();
        assert_eq!(found, expected, "{query:?}");
        *(if found.is_empty() { &mut empty } else { &mut full }) += 1;
    }
    assert!(full > 140 && empty > 100, "{full} {empty}");
}

async fn every_combination_of_filters_reads_an_index(site: Site) {
    let world = fill(&site).await;
    // SQLite may or may not know how its rows are spread.
    if !site.db.is_postgres() {
        assert_indexed(&site.db, &world).await;
    }
    assert_indexed(&analysed_and_unsorted(&site).await, &world).await;
}

async fn assert_indexed(db: &Db, world: &World) {
    let mut tx = db.read().await.unwrap();
    let middle = Some("1470800000000000.1000".to_owned());
    let middle_from_the_oldest = Some("oldest~1470800000000000.1000".to_owned());
    for query in combinations(world) {
        for (see_drafts, order, after, before) in [
            (true, ActivityOrder::Newest, None, None),
            (false, ActivityOrder::Newest, middle.clone(), None),
            (true, ActivityOrder::Newest, None, middle.clone()),
            (false, ActivityOrder::Newest, None, None),
            (false, ActivityOrder::Oldest, middle_from_the_oldest.clone(), None),
            (true, ActivityOrder::Oldest, None, None),
        ] {
            let query = ActivityQuery { see_drafts, order, after, before, limit: 20, ..query.clone() };
            let plan = activity::explain(&mut tx, &query).await.unwrap();
            let told = || format!("{query:?}\n{}", plan.join("\n"));
            assert!(!plan.iter().any(|line| reads_whole(line, "a", "activity")), "{}", told());
            // What a text has found is a page of each person already; those few are sorted.
            let allowed = usize::from(!query.text.is_empty());
            assert!(plan.iter().filter(|line| sorts(line)).count() <= allowed, "{}", told());
            // Only what has no filter at all begins anywhere in an index.
            let bounded = query.from.is_some() || query.after.is_some() || query.before.is_some();
            let plain = query.text.is_empty() && !bounded && lead_is_scope(&query);
            assert!(plain || !plan.iter().any(|line| line.contains("SCAN a ")), "{}", told());
        }
    }
}

fn lead_is_scope(query: &ActivityQuery) -> bool {
    query.institution.is_none() && query.user.is_none() && query.act.is_none() && query.record.is_none()
}

fn line(user: Option<UserId>, institution: Option<InstitutionId>, world: &World) -> Activity {
    Activity {
        user,
        name: "Rina".into(),
        at: world.now,
        address: "10.0.0.7".into(),
        act: Act::ChangePassword,
        record: RecordRef::new(RecordKind::User, 1),
        institution,
        before: None,
        after: None,
    }
}

async fn an_institution_has_its_peoples_lines(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for (user, institution) in [
        (Some(world.operator.id), None),
        (Some(world.operator.id), Some(world.jaksel.id)),
        (Some(world.commissioner.id), Some(world.jaksel.id)),
        (Some(world.commissioner.id), None),
        (Some(world.stranger.id), None),
        (None, None),
    ] {
        activity::record(&mut tx, &line(user, institution, &world)).await.unwrap();
    }
    let query = ActivityQuery { institution: Some(world.jaksel.id), limit: 9, ..ActivityQuery::default() };
    let page = activity::list(&mut tx, &query).await.unwrap();
    let users: Vec<Option<UserId>> = page.rows.iter().map(|line| line.user).collect();
    let (operator, commissioner) = (Some(world.operator.id), Some(world.commissioner.id));
    assert_eq!(users, [commissioner, operator, operator]);
    let id = page.rows[0].id;
    assert_eq!(activity::find(&mut tx, id, None).await.unwrap().as_ref(), Some(&page.rows[0]));
    assert!(activity::find(&mut tx, id, Some(world.jaksel.id)).await.unwrap().is_some());
    assert!(activity::find(&mut tx, id, Some(world.bandung.id)).await.unwrap().is_none());
    assert!(activity::find(&mut tx, 9999, None).await.unwrap().is_none());
}

async fn lines_page_there_and_back(site: Site) {
    let world = fill(&site).await;
    let mut tx = site.db.read().await.unwrap();
    let base = ActivityQuery { see_drafts: true, limit: 300, ..ActivityQuery::default() };
    for query in [
        base.clone(),
        ActivityQuery { text: "asi".into(), limit: 200, ..base.clone() },
        ActivityQuery { institution: Some(world.jaksel.id), limit: 70, ..base.clone() },
        ActivityQuery { act: Some(Act::LogIn), user: Some(world.operator.id), limit: 11, ..base.clone() },
        ActivityQuery { order: ActivityOrder::Oldest, ..base.clone() },
        ActivityQuery { order: ActivityOrder::Oldest, text: "asi".into(), limit: 200, ..base },
    ] {
        let whole = activity::list(&mut tx, &ActivityQuery { limit: 5000, ..query.clone() }).await.unwrap();
        let whole: Vec<i64> = whole.rows.iter().map(|line| line.id).collect();
        crate::paging::walk!(&mut tx, activity::list, query, whole);
    }
    for text in ["x", "9223372036854775807.1", "1.x"] {
        let query = ActivityQuery { after: Some(text.into()), limit: 1, ..ActivityQuery::default() };
        assert_eq!(activity::list(&mut tx, &query).await.unwrap().rows.len(), 1);
    }
}

async fn the_oldest_first_is_the_same_list_from_its_other_end(site: Site) {
    fill(&site).await;
    let mut tx = site.db.read().await.unwrap();
    let newest = ActivityQuery { see_drafts: true, limit: 3000, ..ActivityQuery::default() };
    let oldest = ActivityQuery { order: ActivityOrder::Oldest, ..newest.clone() };
    let mut newest = activity::list(&mut tx, &newest).await.unwrap().rows;
    let oldest = activity::list(&mut tx, &oldest).await.unwrap().rows;
    assert_eq!(newest.len(), 2000);
    newest.reverse();
    assert!(newest == oldest);
}

async fn a_place_of_one_order_is_none_of_the_other(site: Site) {
    fill(&site).await;
    let mut tx = site.db.read().await.unwrap();
    let newest = ActivityQuery { see_drafts: true, limit: 10, ..ActivityQuery::default() };
    let oldest = ActivityQuery { order: ActivityOrder::Oldest, ..newest.clone() };
    for (asked, other) in [(&newest, &oldest), (&oldest, &newest)] {
        let first = activity::list(&mut tx, asked).await.unwrap();
        let next = activity::list(&mut tx, other).await.unwrap().next;
        for query in [
            ActivityQuery { after: next.clone(), ..asked.clone() },
            ActivityQuery { before: next.clone(), ..asked.clone() },
        ] {
            assert_eq!(activity::list(&mut tx, &query).await.unwrap(), first, "{next:?} is no place here");
        }
    }
}

async fn an_export_ends_with_the_oldest_line(site: Site) {
    let world = fill(&site).await;
    let query =
        ActivityQuery { see_drafts: true, act: Some(Act::EditPlan), limit: 100, ..ActivityQuery::default() };
    let mut export = Whole::new(query.clone(), 100);
    let mut found = Vec::new();
    loop {
        // Somebody goes on working meanwhile.
        let mut tx = site.db.begin().await.unwrap();
        let new = Activity { act: Act::EditPlan, ..line(Some(world.operator.id), None, &world) };
        let new = Activity { at: world.later(10_000_000), ..new };
        activity::record(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        let lines = export.next(&mut site.db.read().await.unwrap()).await.unwrap();
        if lines.is_empty() {
            break;
        }
        assert!(lines.len() <= 100);
        found.extend(lines.into_iter().map(|line| line.id));
    }
    let mut tx = site.db.read().await.unwrap();
    let all = activity::list(&mut tx, &ActivityQuery { limit: 5000, ..query }).await.unwrap();
    let all: Vec<i64> = all.rows.iter().map(|line| line.id).collect();
    assert_eq!(found, all[all.len() - found.len()..]);
    assert!(found.len() > 500 && all.len() - found.len() >= 5);
}

async fn of_a_common_name_the_own_people_are_found_and_the_rest_is_told(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut last = None;
    let (bandung, jaksel) = (Some(world.bandung.id), Some(world.jaksel.id));
    for (place, (institution, count)) in
        [(bandung, PEOPLE), (None, PEOPLE), (jaksel, 1)].into_iter().enumerate()
    {
        for number in 0..count {
            let new = NewUser {
                username: format!("budi.{place}.{number}"),
                name: "Budi Santoso".into(),
                role: if institution.is_some() { Role::Operator } else { Role::Assistant },
                institution,
                password_hash: String::new(),
                email: format!("budi{number}@{place}.contoh.go.id"),
                job_title: None,
                must_change_password: false,
                at: world.now,
            };
            let user = identity::insert(&mut tx, &new).await.unwrap();
            activity::record(&mut tx, &line(Some(user), institution, &world)).await.unwrap();
            last = Some(user);
        }
    }
    let all = ActivityQuery { text: "budi".into(), limit: 100, ..ActivityQuery::default() };
    let page = activity::list(&mut tx, &all).await.unwrap();
    assert_eq!((page.rows.len(), page.note.more_people), (PEOPLE, true));
    let own = ActivityQuery { institution: Some(world.jaksel.id), ..all };
    let page = activity::list(&mut tx, &own).await.unwrap();
    assert!(page.note.more_people);
    assert_eq!(page.rows[0].user, last, "one's own, after a hundred others of that name");
}
