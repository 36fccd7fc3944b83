use domain::{
    id::PlanId,
    selection::{
        FillingMethod, Phase, Reason,
        plan::PlanForm,
        review::{MessageKind, PlanState},
    },
};
use store::{
    Tx,
    institution::{self, InstitutionChange, InstitutionQuery},
    message::{self, NewMessage},
    seen,
    selection::plan::{self, NewPlan, PlanQuery},
};

use crate::{
    harness::Site,
    world::{World, load, world},
};

contract!(
    a_renamed_institution_keeps_the_name_of_the_day,
    an_institution_sees_its_own,
    rows_say_what_the_list_shows,
    filters_narrow_the_list,
    text_is_found_in_any_case_and_taken_literally,
    news_is_what_others_did_since,
    older_than_the_account_is_no_news,
    plans_are_counted_by_phase,
);

async fn ids(tx: &mut Tx, query: &PlanQuery) -> Vec<PlanId> {
    plan::list(tx, query).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

fn all(world: &World) -> PlanQuery {
    PlanQuery { see_drafts: true, ..PlanQuery::new(world.commissioner.id, 20) }
}

async fn elsewhere(tx: &mut Tx, world: &World) -> PlanId {
    let form = PlanForm { letter_number: "B/1".into(), ..PlanForm::default() };
    let new = NewPlan { institution: world.bandung.id, form, by: &world.stranger, at: world.later(-60) };
    plan::insert(tx, new).await.unwrap()
}

/// How many of the first page are news to whoever asks.
async fn unread(tx: &mut Tx, query: &PlanQuery) -> usize {
    plan::list(tx, query).await.unwrap().rows.iter().filter(|row| row.unread).count()
}

async fn an_institution_sees_its_own(site: Site) {
    let world = world(&site).await;
    let own = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    let other = elsewhere(&mut tx, &world).await;
    assert_eq!(ids(&mut tx, &all(&world)).await, [own, other]);
    assert_eq!(ids(&mut tx, &PlanQuery { see_drafts: false, ..all(&world) }).await, [own]);
    let query = PlanQuery { institution: Some(world.bandung.id), ..all(&world) };
    assert_eq!(ids(&mut tx, &query).await, [other]);
}

async fn rows_say_what_the_list_shows(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0, 1]).await;
    let mut tx = site.db.begin().await.unwrap();
    let other = elsewhere(&mut tx, &world).await;
    let page = plan::list(&mut tx, &all(&world)).await.unwrap();
    let row = &page.rows[0];
    assert_eq!((row.id, row.institution_name.as_str()), (record.id, "Jakarta Selatan"));
    assert_eq!(row.titles, ["Kepala Dinas Kehutanan", "Kepala Dinas Kesehatan"]);
    assert_eq!(row.filling_method, Some(FillingMethod::OpenSelection));
    assert_eq!(row.reason, Some(Reason::TermExceeded));
    assert_eq!((row.phase, row.updated_at, row.unread), (Phase::Submitted, world.now, true));
    let row = &page.rows[1];
    assert_eq!((row.id, row.filling_method, row.reason, row.titles.len()), (other, None, None, 0));
    assert_eq!((page.next, page.previous), (None, None));
}

async fn a_renamed_institution_keeps_the_name_of_the_day(site: Site) {
    let world = world(&site).await;
    let mut record = world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    let known = institution::record(&mut tx, world.jaksel.id).await.unwrap().unwrap();
    let renamed = |version: i64, name: &str, minutes: i64| InstitutionChange {
        id: known.institution.id,
        version,
        name: name.into(),
        kind: known.institution.kind,
        region: known.institution.region.clone(),
        place: known.place.clone(),
        email: known.email.clone(),
        at: world.later(minutes),
    };
    // What keeps its name has no former one.
    institution::update(&mut tx, &renamed(known.version, "Jakarta Selatan", 1)).await.unwrap();
    institution::update(&mut tx, &renamed(known.version + 1, "Anggrek", 2)).await.unwrap();
    institution::update(&mut tx, &renamed(known.version + 2, "Melati", 3)).await.unwrap();
    let search = |text: &str| PlanQuery { text: text.into(), ..all(&world) };
    for text in ["melati", "anggrek", "jakarta sel"] {
        let rows = plan::list(&mut tx, &search(text)).await.unwrap().rows;
        assert_eq!(rows.len(), 1, "{text}");
        assert_eq!(rows[0].institution_name, "Melati, waktu itu Jakarta Selatan");
    }
    assert_eq!(ids(&mut tx, &search("mawar")).await, []);
    assert_eq!(load(&mut tx, record.id).await.institution_name(), "Melati, waktu itu Jakarta Selatan");
    // Whatever happens to it later, it was begun on that day. What is begun under the new name has that one alone.
    plan::save(&mut tx, &mut record, &world.operator, world.later(4)).await.unwrap();
    world.draft(&mut tx, &[1], world.later(5)).await;
    let rows = plan::list(&mut tx, &all(&world)).await.unwrap().rows;
    let names: Vec<&str> = rows.iter().map(|row| row.institution_name.as_str()).collect();
    assert_eq!(names, ["Melati", "Melati, waktu itu Jakarta Selatan"]);
    let found = InstitutionQuery { text: "anggrek".into(), limit: 9, ..InstitutionQuery::default() };
    let found = institution::page(&mut tx, &found).await.unwrap().rows;
    assert_eq!(found.len(), 1);
}

async fn filters_narrow_the_list(site: Site) {
    let world = world(&site).await;
    let submitted = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    let mut reviewed = world.submitted_in(&mut tx, &[1]).await;
    reviewed.state = PlanState::InReview { officer: world.officer.clone(), recommendation: None };
    reviewed.form.reason = "retirement".into();
    reviewed.form.filling_method = "transfer".into();
    plan::save(&mut tx, &mut reviewed, &world.officer, world.later(1)).await.unwrap();
    let draft = world.draft(&mut tx, &[2], world.later(2)).await.id;
    let reviewed = reviewed.id;
    let with = |phases: &[Phase]| PlanQuery { phases: phases.to_vec(), ..all(&world) };
    let in_review = Phase::InReview;
    assert_eq!(ids(&mut tx, &with(&[in_review])).await, [reviewed]);
    assert_eq!(ids(&mut tx, &with(&[Phase::Submitted, in_review])).await, [reviewed, submitted]);
    assert_eq!(ids(&mut tx, &with(&[Phase::Recommended])).await, []);
    let query = PlanQuery { reason: Some(Reason::Retirement), ..all(&world) };
    assert_eq!(ids(&mut tx, &query).await, [reviewed]);
    let query = PlanQuery { filling_method: Some(FillingMethod::OpenSelection), ..all(&world) };
    assert_eq!(ids(&mut tx, &query).await, [draft, submitted]);
    let query = PlanQuery { officer: Some(world.officer.id), ..all(&world) };
    assert_eq!(ids(&mut tx, &query).await, [reviewed]);
}

async fn text_is_found_in_any_case_and_taken_literally(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let forest = world.draft(&mut tx, &[0], world.now).await.id;
    let mut odd = world.draft(&mut tx, &[1], world.later(1)).await;
    odd.form.letter_number = r"100%_É\7'".into();
    plan::save(&mut tx, &mut odd, &world.operator, world.later(1)).await.unwrap();
    let odd = odd.id;
    for (text, expected) in [
        ("", vec![odd, forest]),
        ("  kehutanan ", vec![forest]),
        ("KEPALA dinas KES", vec![odd]),
        ("jakarta", vec![odd, forest]),
        ("bkd/2016", vec![forest]),
        ("%", vec![odd]),
        ("_", vec![odd]),
        (r"\", vec![odd]),
        ("0%_É", vec![odd]),
        ("'", vec![odd]),
        ("k_hutanan", vec![]),
        ("bandung", vec![]),
    ] {
        let query = PlanQuery { text: text.into(), ..all(&world) };
        assert_eq!(ids(&mut tx, &query).await, expected, "{text}");
    }
}

async fn news_is_what_others_did_since(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    let commission = PlanQuery::new(world.commissioner.id, 20);
    let own = PlanQuery {
        institution: Some(world.jaksel.id),
        see_drafts: true,
        ..PlanQuery::new(world.operator.id, 20)
    };
    assert_eq!(unread(&mut tx, &commission).await, 1);
    assert_eq!(unread(&mut tx, &own).await, 0);
    seen::mark(&mut tx, world.commissioner.id, record.id, record.updated.at).await.unwrap();
    assert_eq!(unread(&mut tx, &commission).await, 0);
    let new = NewMessage {
        about: record.id.into(),
        kind: MessageKind::Note,
        author: &world.operator,
        commission: false,
        text: domain::rich_text::CleanText::from_text("Mohon arahan"),
        files: vec![],
        changes: vec![],
        at: world.later(5),
    };
    message::insert(&mut tx, &new).await.unwrap();
    plan::touch(&mut tx, record.id, &world.operator, world.later(5)).await.unwrap();
    assert_eq!(unread(&mut tx, &commission).await, 1);
    assert_eq!(load(&mut tx, record.id).await.version, record.version);
    // Having seen it earlier takes nothing back.
    seen::mark(&mut tx, world.commissioner.id, record.id, world.later(5)).await.unwrap();
    seen::mark(&mut tx, world.commissioner.id, record.id, world.later(1)).await.unwrap();
    assert_eq!(unread(&mut tx, &commission).await, 0);
    plan::touch(&mut tx, record.id, &world.officer, world.later(6)).await.unwrap();
    assert!(plan::list(&mut tx, &own).await.unwrap().rows[0].unread);
    assert_eq!(unread(&mut tx, &own).await, 1);
    let elsewhere = PlanQuery { institution: Some(world.bandung.id), ..own };
    assert_eq!(unread(&mut tx, &elsewhere).await, 0);
}

async fn older_than_the_account_is_no_news(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    elsewhere(&mut tx, &world).await;
    assert!(!plan::list(&mut tx, &all(&world)).await.unwrap().rows[0].unread);
    assert_eq!(unread(&mut tx, &all(&world)).await, 0);
}

async fn plans_are_counted_by_phase(site: Site) {
    let world = world(&site).await;
    world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    world.draft(&mut tx, &[1], world.now).await;
    elsewhere(&mut tx, &world).await;
    let counts = plan::counts_by_phase(&mut tx, None).await.unwrap();
    assert_eq!(counts, [(Phase::Draft, 2), (Phase::Submitted, 1)]);
    let counts = plan::counts_by_phase(&mut tx, Some(world.jaksel.id)).await.unwrap();
    assert_eq!(counts, [(Phase::Draft, 1), (Phase::Submitted, 1)]);
}
