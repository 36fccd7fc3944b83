//! Page after page, there and back, with rows of the same instant or day.

use chrono::{Duration, NaiveDate};
use domain::{
    id::OfficialId,
    selection::{FillingMethod, Phase, review::PlanState},
};
use store::{
    identity::{self, PeopleQuery},
    institution::{self, InstitutionQuery},
    list::{ListQuery, Page, Whole},
    official::{self, NewOfficial, OfficialQuery},
    selection::plan::{self, PlanQuery},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    plans_page_there_and_back,
    several_phases_page_there_and_back,
    officials_page_there_and_back,
    a_page_that_is_just_full_is_the_last,
    a_cursor_that_is_none_leads_to_the_first_page,
    no_place_of_another_list_breaks_a_page,
    a_list_is_read_whole,
);

const LIMIT: u32 = 4;

/// Walks from the first page to the last and back, and compares with the whole list.
macro_rules! walk {
    ($tx:expr, $list:path, $query:expr, $whole:expr) => {{
        let (query, whole) = ($query, $whole);
        let mut pages = vec![$list($tx, &query).await.unwrap()];
        assert_eq!(pages[0].previous, None);
        while let Some(next) = pages.last().unwrap().next.clone() {
            let mut query = query.clone();
            query.after = Some(next);
            pages.push($list($tx, &query).await.unwrap());
        }
        let there: Vec<_> = pages.iter().flat_map(|page| &page.rows).map(|row| row.id).collect();
        assert_eq!(there, whole);
        assert!(pages.len() > 3);
        for window in pages.windows(2).rev() {
            let mut query = query.clone();
            query.before = window[1].previous.clone();
            let back = $list($tx, &query).await.unwrap();
            assert_eq!(back.rows, window[0].rows);
            assert_eq!(back.previous, window[0].previous);
            assert_eq!(back.next, window[0].next);
        }
    }};
}

pub(crate) use walk;

async fn plans_page_there_and_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut whole = Vec::new();
    // Instants that agree, and that differ by microseconds only.
    for micros in
        [0, 0, 0, 1, 1, 500_000, 500_000, 500_000, 500_000, 500_000, 999_999, 1_000_000, 1_000_000, 1_000_001]
    {
        whole.push(world.draft(&mut tx, &[0], world.now + Duration::microseconds(micros)).await.id);
    }
    whole.reverse();
    let query = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, LIMIT) };
    walk!(&mut tx, plan::list, query.clone(), whole.clone());
    let query = PlanQuery { institution: Some(world.jaksel.id), text: "kepala".into(), ..query };
    walk!(&mut tx, plan::list, query, whole);
}

async fn several_phases_page_there_and_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut whole = Vec::new();
    for index in 0..30 {
        let mut record = world.draft(&mut tx, &[], world.later(index / 4)).await;
        record.state = match index % 5 {
            0 | 3 => PlanState::Submitted { at: world.now },
            1 => PlanState::InReview { officer: world.officer.clone(), recommendation: None },
            2 => PlanState::Correction { officer: world.officer.clone(), since: world.now },
            _ => continue,
        };
        plan::save(&mut tx, &mut record, &world.operator, world.later(index / 4)).await.unwrap();
        whole.push(record.id);
    }
    whole.reverse();
    let phases = vec![Phase::Submitted, Phase::Correction, Phase::InReview, Phase::Rejected];
    let query = PlanQuery { phases, ..PlanQuery::new(world.commissioner.id, LIMIT) };
    walk!(&mut tx, plan::list, query.clone(), whole.clone());
    walk!(&mut tx, plan::list, PlanQuery { text: "bkd".into(), ..query }, whole);
}

fn holder(world: &World, start: NaiveDate) -> NewOfficial {
    NewOfficial {
        institution: world.jaksel.id,
        position: world.positions[0].id,
        name: "Dr. Ani".into(),
        nip: "197803152005011002".into(),
        rank: String::new(),
        decree: "821.2/1".into(),
        start,
        end: start + Duration::days(1826),
        appointment: FillingMethod::OpenSelection,
        filling_plan: FillingMethod::OpenSelection,
        vacancy: None,
        at: world.now,
    }
}

async fn officials_page_there_and_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut whole: Vec<(NaiveDate, OfficialId)> = Vec::new();
    for day in [3, 1, 1, 1, 1, 1, 1, 2, 9, 9, 30, 5, 5, 5] {
        let start = NaiveDate::from_ymd_opt(2016, 9, day).unwrap();
        whole.push((start, official::insert(&mut tx, &holder(&world, start)).await.unwrap()));
    }
    whole.sort_by(|a, b| b.cmp(a));
    let whole: Vec<OfficialId> = whole.into_iter().map(|(_, id)| id).collect();
    let query = OfficialQuery { limit: LIMIT, ..OfficialQuery::default() };
    walk!(&mut tx, official::list, query.clone(), whole.clone());
    let query = OfficialQuery { institution: Some(world.jaksel.id), text: "ani".into(), ..query };
    walk!(&mut tx, official::list, query, whole);
}

async fn a_page_that_is_just_full_is_the_last(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for seconds in 0..8 {
        world.draft(&mut tx, &[0], world.later(seconds)).await;
    }
    let mut query = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, LIMIT) };
    query.after = plan::list(&mut tx, &query).await.unwrap().next;
    let last = plan::list(&mut tx, &query).await.unwrap();
    assert_eq!((last.rows.len(), last.next), (4, None));
    query.after = None;
    query.before = last.previous;
    assert_eq!(plan::list(&mut tx, &query).await.unwrap().previous, None);
}

async fn a_cursor_that_is_none_leads_to_the_first_page(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = world.draft(&mut tx, &[0], world.now).await.id;
    let start = NaiveDate::from_ymd_opt(2016, 9, 1).unwrap();
    official::insert(&mut tx, &holder(&world, start)).await.unwrap();
    for text in ["", "x", "1", "1.x", ".", "99999999999999999999.1"] {
        let plans = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, LIMIT) };
        let plans = PlanQuery { after: Some(text.into()), before: Some(text.into()), ..plans };
        let page = plan::list(&mut tx, &plans).await.unwrap();
        assert_eq!((page.rows[0].id, page.next, page.previous), (id, None, None), "{text}");
        let officials = OfficialQuery { after: Some(text.into()), limit: LIMIT, ..OfficialQuery::default() };
        assert_eq!(official::list(&mut tx, &officials).await.unwrap().rows.len(), 1, "{text}");
    }
    // Numbers that are no instant and no day, too.
    for text in ["9223372036854775807.1", "-9223372036854775808.1"] {
        let plans = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, LIMIT) };
        plan::list(&mut tx, &PlanQuery { after: Some(text.into()), ..plans }).await.unwrap();
        let officials = OfficialQuery { before: Some(text.into()), limit: LIMIT, ..OfficialQuery::default() };
        official::list(&mut tx, &officials).await.unwrap();
    }
}

async fn no_place_of_another_list_breaks_a_page(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for minutes in 0..3 {
        world.draft(&mut tx, &[0], world.later(minutes)).await;
        let start = NaiveDate::from_ymd_opt(2016, 9, 1).unwrap() + Duration::days(minutes);
        official::insert(&mut tx, &holder(&world, start)).await.unwrap();
    }
    let plans = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, 1) };
    let officials = OfficialQuery { limit: 1, ..OfficialQuery::default() };
    let institutions = InstitutionQuery { limit: 1, ..InstitutionQuery::default() };
    let people = PeopleQuery { limit: 1, ..PeopleQuery::default() };
    let names = institution::page(&mut tx, &institutions).await.unwrap();
    let places = [
        plan::list(&mut tx, &plans).await.unwrap().next,
        official::list(&mut tx, &officials).await.unwrap().next,
        names.next.clone(),
        identity::people(&mut tx, &people).await.unwrap().next,
        Some("oldest~1470815000000000.1500".to_owned()),
        Some(format!("{}.1", "41".repeat(3000))),
    ];
    for place in places {
        let at = |query: PlanQuery| PlanQuery { after: place.clone(), ..query };
        plan::list(&mut tx, &at(plans.clone())).await.unwrap();
        let query = OfficialQuery { before: place.clone(), ..officials.clone() };
        official::list(&mut tx, &query).await.unwrap();
        let query = PeopleQuery { after: place.clone(), ..people.clone() };
        identity::people(&mut tx, &query).await.unwrap();
        let query = InstitutionQuery { after: place.clone(), ..institutions.clone() };
        institution::page(&mut tx, &query).await.unwrap();
    }
    // What is marked as another order's, or is too long, is no place of a name.
    for place in ["oldest~41.1".to_owned(), format!("{}.1", "41".repeat(3000))] {
        let query = InstitutionQuery { after: Some(place), ..institutions.clone() };
        assert_eq!(institution::page(&mut tx, &query).await.unwrap(), names);
    }
}

async fn a_list_is_read_whole(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for minutes in 0..9 {
        ids.push(world.draft(&mut tx, &[0], world.later(minutes)).await.id);
    }
    ids.reverse();
    let query = PlanQuery { see_drafts: true, ..PlanQuery::new(world.operator.id, 4) };
    let last = plan::list(&mut tx, &query).await.unwrap().next;
    for (step, query) in
        [(2, query.clone()), (9, query.clone()), (500, PlanQuery { after: last, ..query.clone() })]
    {
        let mut whole = Whole::new(query, step);
        let mut found = Vec::new();
        loop {
            let rows = whole.next(&mut tx).await.unwrap();
            if rows.is_empty() {
                break;
            }
            assert!(rows.len() <= step as usize);
            found.extend(rows.into_iter().map(|row| row.id));
        }
        assert_eq!(found, ids, "from the first row, by {step}");
    }
    let nothing = PlanQuery { text: "tidak ada".into(), ..query };
    assert_eq!(nothing.page(&mut tx).await.unwrap(), Page::default());
    assert!(Whole::new(nothing, 5).next(&mut tx).await.unwrap().is_empty());
}
