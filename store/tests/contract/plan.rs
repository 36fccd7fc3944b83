use std::time::Duration;

use domain::{
    rich_text::CleanText,
    selection::{
        Phase,
        inauguration::Inauguration,
        plan::PlanForm,
        review::{PlanState, Recommendation},
    },
};
use store::{
    StoreError, seen,
    selection::{
        plan::{self, NewPlan, PlanQuery},
        process,
    },
};

use crate::{
    harness::Site,
    world::{applicant, load, vacancies, world},
};

contract!(
    a_draft_is_kept_as_it_was_typed,
    a_plan_is_saved_whole,
    a_stale_version_is_refused,
    the_second_writer_waits_for_the_first,
    a_reader_does_not_wait,
    vacancies_follow_the_positions,
    a_post_stands_in_one_open_plan_only,
    a_closed_plan_lets_its_posts_go,
    a_draft_is_discarded_and_nothing_else,
    a_plan_is_found_by_what_hangs_from_it,
    a_row_that_cannot_be_is_reported,
);

async fn a_draft_is_kept_as_it_was_typed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let form = PlanForm {
        letter_number: "  belum \"lengkap\" ".into(),
        reason: "???".into(),
        methods: vec!["assessor_team".into(), "valid_assessment".into()],
        reason_text: CleanText::from_text("Pak Ã © 🙂"),
        ..PlanForm::default()
    };
    let new =
        NewPlan { institution: world.jaksel.id, form: form.clone(), by: &world.operator, at: world.now };
    let id = plan::insert(&mut tx, new).await.unwrap();
    let record = load(&mut tx, id).await;
    assert_eq!(record.form, form);
    assert_eq!((record.version, &record.state, &record.institution), (1, &PlanState::Draft, &world.jaksel));
    assert_eq!((&record.created.by, record.created.at), (&world.operator, world.now));
    assert_eq!((&record.updated.by, record.updated.at), (&world.operator, world.now));
    assert!(vacancies(&mut tx, id).await.is_empty());
    assert!(matches!(record.details(), Err(StoreError::Corrupt(_))));
    assert_eq!(plan::load(&mut tx, 9999.into()).await.unwrap(), None);
}

async fn a_plan_is_saved_whole(site: Site) {
    let world = world(&site).await;
    let mut record = world.submitted(&site, &[0, 1]).await;
    let mut tx = site.db.begin().await.unwrap();
    let nanos = world.later(60) + chrono::Duration::nanoseconds(789);
    let recommendation = Recommendation {
        by: world.officer.clone(),
        at: world.later(30),
        text: "<p>Dapat disetujui</p>".into(),
        letter: vec![1.into()],
    };
    record.form.letter_number = "800/124".into();
    record.state =
        PlanState::InReview { officer: world.officer.clone(), recommendation: Some(recommendation.clone()) };
    plan::save(&mut tx, &mut record, &world.officer, nanos).await.unwrap();
    assert_eq!((record.version, record.updated.at), (3, world.later(60)));
    let loaded = load(&mut tx, record.id).await;
    assert_eq!(loaded, record);
    assert_eq!((&loaded.updated.by, &loaded.created.by), (&world.officer, &world.operator));
    assert_eq!(loaded.subject().phase, Phase::Recommended);
    assert_eq!(loaded.subject().officer, Some(world.officer.id));
    assert_eq!(loaded.details().unwrap().positions.len(), 2);
    assert_eq!(vacancies(&mut tx, record.id).await[1].position, world.positions[1]);
}

async fn a_stale_version_is_refused(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0]).await;
    let (mut mine, mut theirs) = (record.clone(), record);
    let mut tx = site.db.begin().await.unwrap();
    plan::save(&mut tx, &mut theirs, &world.officer, world.later(1)).await.unwrap();
    let error = plan::save(&mut tx, &mut mine, &world.operator, world.later(2)).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale));
    let kept = load(&mut tx, mine.id).await;
    assert_eq!((kept.version, kept.updated.by), (theirs.version, world.officer));
    assert_eq!(mine.version, theirs.version - 1);
}

async fn the_second_writer_waits_for_the_first(site: Site) {
    let world = world(&site).await;
    let id = world.submitted(&site, &[0]).await.id;
    let mut first = site.db.begin().await.unwrap();
    let mut record = load(&mut first, id).await;
    let (db, officer, at) = (site.db.clone(), world.officer.clone(), world.later(9));
    let second = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let mut record = load(&mut tx, id).await;
        plan::save(&mut tx, &mut record, &officer, at).await.unwrap();
        tx.commit().await.unwrap();
        record.version
    });
    site.until_it_waits(&second).await;
    plan::save(&mut first, &mut record, &world.operator, world.later(1)).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), record.version + 1);
}

async fn a_reader_does_not_wait(site: Site) {
    let world = world(&site).await;
    let id = world.submitted(&site, &[0]).await.id;
    let mut writer = site.db.begin().await.unwrap();
    let mut record = load(&mut writer, id).await;
    plan::save(&mut writer, &mut record, &world.operator, world.later(1)).await.unwrap();
    let mut reader = site.db.read().await.unwrap();
    let read = tokio::time::timeout(Duration::from_secs(2), load(&mut reader, id)).await.unwrap();
    assert_eq!(read.version, record.version - 1);
}

async fn vacancies_follow_the_positions(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let record = world.draft(&mut tx, &[0, 1], world.now).await;
    let wanted = [world.positions[2].id, world.positions[1].id];
    let before = vacancies(&mut tx, record.id).await;
    plan::set_vacancies(&mut tx, &record, &wanted).await.unwrap();
    let after = vacancies(&mut tx, record.id).await;
    assert_eq!(after.len(), 2);
    assert_eq!(after[0], before[1]);
    assert_eq!(after[1].position, world.positions[2]);
    assert_eq!(after[1].inauguration, Inauguration::Pending);
    assert_eq!((after[1].applicant_count, &after[1].shortlist_note), (None, &None));
    plan::set_vacancies(&mut tx, &record, &[]).await.unwrap();
    assert!(vacancies(&mut tx, record.id).await.is_empty());
}

async fn a_post_stands_in_one_open_plan_only(site: Site) {
    let world = world(&site).await;
    let open = world.submitted(&site, &[0]).await;
    // Two drafts may name it too; sending one is refused.
    let mut tx = site.db.begin().await.unwrap();
    world.draft(&mut tx, &[0], world.now).await;
    let mut draft = world.draft(&mut tx, &[1, 0], world.now).await;
    tx.commit().await.unwrap();
    let mut tx = site.db.begin().await.unwrap();
    draft.state = PlanState::Submitted { at: world.now };
    let error = plan::save(&mut tx, &mut draft, &world.operator, world.now).await.unwrap_err();
    assert!(error.is_unique("vacancy_open_position_key"), "{error:?}");
    drop(tx);
    // Neither may a plan that is open already add it.
    let mut tx = site.db.begin().await.unwrap();
    let other = world.submitted_in(&mut tx, &[2]).await;
    let taken = vacancies(&mut tx, open.id).await[0].position.id;
    let error = plan::set_vacancies(&mut tx, &other, &[taken]).await.unwrap_err();
    assert!(error.is_unique("vacancy_open_position_key"), "{error:?}");
}

async fn a_closed_plan_lets_its_posts_go(site: Site) {
    let world = world(&site).await;
    let mut record = world.submitted(&site, &[0]).await;
    let mut tx = site.db.begin().await.unwrap();
    record.state = PlanState::Rejected {
        officer: world.officer.clone(),
        by: world.officer.clone(),
        at: world.now,
        reason: "<p>Belum waktunya</p>".into(),
    };
    plan::save(&mut tx, &mut record, &world.officer, world.now).await.unwrap();
    tx.commit().await.unwrap();
    world.submitted(&site, &[0]).await;
}

async fn a_draft_is_discarded_and_nothing_else(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let draft = world.draft(&mut tx, &[0, 1], world.now).await;
    seen::mark(&mut tx, world.operator.id, draft.id, world.now).await.unwrap();
    let vacancy = vacancies(&mut tx, draft.id).await[0].id;
    plan::delete(&mut tx, draft.id, world.now).await.unwrap();
    assert_eq!(plan::load(&mut tx, draft.id).await.unwrap(), None);
    assert_eq!(process::vacancy(&mut tx, vacancy).await.unwrap(), None);
    assert!(matches!(plan::delete(&mut tx, draft.id, world.now).await, Err(StoreError::Stale)));
    // Its number is not given again: the log tells of it.
    assert!(world.draft(&mut tx, &[0], world.now).await.id > draft.id);
    tx.commit().await.unwrap();
    let record = world.submitted(&site, &[1]).await;
    let mut tx = site.db.begin().await.unwrap();
    assert!(matches!(plan::delete(&mut tx, record.id, world.now).await, Err(StoreError::Stale)));
    assert!(plan::load(&mut tx, record.id).await.unwrap().is_some());
}

async fn a_plan_is_found_by_what_hangs_from_it(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0, 1]).await;
    let mut tx = site.db.begin().await.unwrap();
    let vacancy = vacancies(&mut tx, record.id).await[1].id;
    let ids = process::insert_applicants(&mut tx, vacancy, &[applicant(1)], world.now).await.unwrap();
    let loaded = plan::load(&mut tx, record.id).await.unwrap();
    assert!(loaded.is_some());
    assert_eq!(plan::load_of_vacancy(&mut tx, vacancy).await.unwrap(), loaded);
    assert_eq!(plan::load_of_applicant(&mut tx, ids[0]).await.unwrap(), loaded);
    assert_eq!(plan::load_of_vacancy(&mut tx, 9999.into()).await.unwrap(), None);
    assert_eq!(plan::load_of_applicant(&mut tx, 9999.into()).await.unwrap(), None);
}

async fn a_row_that_cannot_be_is_reported(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0]).await;
    // The database knows no list of codes; whoever reads one does.
    let query = PlanQuery::new(world.commissioner.id, 20);
    for (wrong, right, told) in [
        ("UPDATE plan SET phase = 'lost'", "UPDATE plan SET phase = 'submitted'", "plan.phase is `lost`"),
        ("UPDATE plan SET reason = 'lost'", "UPDATE plan SET reason = NULL", "plan.reason is `lost`"),
        (
            "UPDATE plan SET filling_method = 'lost'",
            "UPDATE plan SET filling_method = NULL",
            "plan.filling_method is `lost`",
        ),
    ] {
        site.execute(wrong).await.unwrap();
        let error = plan::list(&mut site.db.read().await.unwrap(), &query).await.unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
        site.execute(right).await.unwrap();
    }
    site.execute(r#"UPDATE plan SET state = '{"state":"lost"}'"#).await.unwrap();
    let mut tx = site.db.begin().await.unwrap();
    assert!(matches!(plan::load(&mut tx, record.id).await, Err(StoreError::Corrupt(_))));
}
