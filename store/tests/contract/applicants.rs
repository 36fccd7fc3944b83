use domain::{
    id::ApplicantId,
    identity::Signature,
    number::Score,
    rich_text::CleanText,
    selection::{
        Outcome, Scheme, Stage, Verdict,
        applicant::{Applicant, TrackRecord},
        plan::{OrderForm, OwnStageForm},
        progress::{Decision, ScoreChange},
    },
};
use store::{StoreError, Tx, selection::process};

use crate::{
    harness::Site,
    world::{World, applicant, vacancies, world},
};

contract!(
    applicants_are_entered_in_order,
    a_nip_stands_once_in_a_vacancy,
    progress_is_kept_and_restored,
    scores_stay_with_their_stage_in_any_order,
    a_stage_that_was_passed_or_failed_is_kept_like_a_score,
    of_two_who_save_at_once_one_is_stale,
    a_mistaken_applicant_is_removed,
    rows_that_contradict_themselves_are_reported,
    the_history_of_scores_stays,
);

fn score(hundredths: u16) -> Score {
    Score::from_hundredths(hundredths).unwrap()
}

/// Through all stages with these scores, in the scheme's order; what is to be kept of each.
fn scored(mut applicant: Applicant, scheme: &Scheme, scores: &[u16]) -> (Applicant, Vec<ScoreChange>) {
    let mut changes = Vec::new();
    for (hundredths, planned) in scores.iter().zip(scheme.stages()) {
        let progress = applicant.progress.advance(scheme).unwrap();
        let (progress, change) =
            progress.save_score(scheme, planned.stage(), score(*hundredths), None).unwrap();
        applicant.progress = progress;
        changes.push(change);
    }
    (applicant, changes)
}

async fn record(tx: &mut Tx, world: &World, applicant: &Applicant, changes: &[ScoreChange]) {
    for change in changes {
        process::record_score(tx, applicant.id, change, &world.operator, world.now).await.unwrap();
    }
}

async fn enter(tx: &mut Tx, world: &World, site_vacancy: domain::id::VacancyId) -> Applicant {
    let ids = process::insert_applicants(tx, site_vacancy, &[applicant(1)], world.now).await.unwrap();
    process::applicant(tx, ids[0], &world.scheme()).await.unwrap().unwrap().applicant
}

async fn find(tx: &mut Tx, id: ApplicantId, scheme: &Scheme) -> Applicant {
    process::applicant(tx, id, scheme).await.unwrap().unwrap().applicant
}

async fn applicants_are_entered_in_order(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people: Vec<_> = (0..500).map(applicant).collect();
    let ids = process::insert_applicants(&mut tx, vacancy, &people, world.now).await.unwrap();
    let found = process::applicants(&mut tx, vacancy, &world.scheme()).await.unwrap();
    assert_eq!(found.iter().map(|applicant| applicant.id).collect::<Vec<_>>(), ids);
    assert!(found.iter().zip(&people).all(|(applicant, person)| applicant.person == *person));
    let first = &found[0];
    assert_eq!((first.version, first.vacancy, first.progress.reached()), (1, vacancy, 0));
    assert_eq!(first.track_record, None);
    let record = process::applicant(&mut tx, first.id, &world.scheme()).await.unwrap().unwrap();
    assert_eq!((&record.applicant, record.saved), (first, None));
    assert_eq!(process::applicant(&mut tx, 9999.into(), &world.scheme()).await.unwrap(), None);
}

async fn a_nip_stands_once_in_a_vacancy(site: Site) {
    let world = world(&site).await;
    let record = world.submitted(&site, &[0, 1]).await;
    let people = [applicant(1), applicant(2)];
    let mut tx = site.db.begin().await.unwrap();
    let both = vacancies(&mut tx, record.id).await;
    let (here, there) = (both[0].id, both[1].id);
    process::insert_applicants(&mut tx, here, &people, world.now).await.unwrap();
    process::insert_applicants(&mut tx, there, &people, world.now).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = site.db.begin().await.unwrap();
    let new = [applicant(3), applicant(2)];
    let error = process::insert_applicants(&mut tx, here, &new, world.now).await.unwrap_err();
    assert!(error.is_unique("applicant_vacancy_nip_key"), "{error:?}");
    drop(tx);

    let mut tx = site.db.begin().await.unwrap();
    let scheme = world.scheme();
    let mut second = process::applicants(&mut tx, here, &scheme).await.unwrap().remove(1);
    second.person.nip = applicant(1).nip;
    let error = process::save_applicant(&mut tx, &mut second, &world.operator, world.now).await.unwrap_err();
    assert!(error.is_unique("applicant_vacancy_nip_key"), "{error:?}");
}

async fn progress_is_kept_and_restored(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let scheme = world.scheme();
    let mut tx = site.db.begin().await.unwrap();
    let mut applicant = enter(&mut tx, &world, vacancy).await;
    applicant.person.agency = "Dinas Sosial".into();
    applicant.progress = applicant.progress.advance(&scheme).unwrap();
    process::save_applicant(&mut tx, &mut applicant, &world.operator, world.later(1)).await.unwrap();
    assert_eq!(find(&mut tx, applicant.id, &scheme).await, applicant);

    applicant.progress = applicant.progress.step_back().unwrap();
    let (all, changes) = scored(applicant, &scheme, &[400, 200, 750, 1000]);
    applicant = all;
    record(&mut tx, &world, &applicant, &changes).await;
    applicant.track_record =
        Some(TrackRecord { text: CleanText::from_text("Bersih"), files: vec![3.into()] });
    let decision = Decision {
        accepted: true,
        reason: Some("Satu-satunya dokter".into()),
        by: world.operator.id,
        at: world.later(2),
    };
    let undecided = applicant.progress.clone();
    applicant.progress = applicant.progress.decide(&scheme, decision).unwrap();
    process::save_applicant(&mut tx, &mut applicant, &world.officer, world.later(2)).await.unwrap();
    assert_eq!(find(&mut tx, applicant.id, &scheme).await, applicant);
    assert_eq!(applicant.version, 3);
    let record = process::applicant(&mut tx, applicant.id, &scheme).await.unwrap().unwrap();
    assert_eq!(record.saved, Some(Signature { by: world.officer.clone(), at: world.later(2) }));

    applicant.progress = applicant.progress.revoke().unwrap();
    assert_eq!(applicant.progress, undecided);
    process::save_applicant(&mut tx, &mut applicant, &world.officer, world.later(3)).await.unwrap();
    assert_eq!(find(&mut tx, applicant.id, &scheme).await, applicant);
}

async fn scores_stay_with_their_stage_in_any_order(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut form = world.form(&[0]);
    form.order = OrderForm {
        managerial: "4".into(),
        paper: "3".into(),
        interview: "1".into(),
        track_record: "2".into(),
    };
    form.weights.managerial = "30".into();
    let own = |name: &str, weight: &str, after: &str| OwnStageForm {
        name: name.into(),
        weight: weight.into(),
        after: after.into(),
        ..OwnStageForm::default()
    };
    form.stages = vec![own("Tes Kesehatan", "10", "paper")];
    let scheme = form.validate().unwrap().scheme;
    let mut tx = site.db.begin().await.unwrap();
    let entered = enter(&mut tx, &world, vacancy).await;
    let (mut applicant, changes) = scored(entered, &scheme, &[100, 200, 300, 750, 1000]);
    record(&mut tx, &world, &applicant, &changes).await;
    process::save_applicant(&mut tx, &mut applicant, &world.operator, world.now).await.unwrap();
    let restored = find(&mut tx, applicant.id, &scheme).await;
    assert_eq!(restored, applicant);
    assert_eq!(restored.progress.outcome(&scheme, Stage::Interview), Some(score(100).into()));
    assert_eq!(restored.progress.outcome(&scheme, Stage::Managerial), Some(score(1000).into()));
    assert_eq!(
        restored.progress.outcome(&scheme, Stage::from_code("own_1").unwrap()),
        Some(score(750).into())
    );
    tx.commit().await.unwrap();
    let rows = "SELECT COUNT(*) FROM score WHERE rater_id IS NULL";
    assert_eq!(site.number(rows).await, 5);

    // A score of a stage that the plan has not is a contradiction, whatever it is.
    let mut tx = site.db.read().await.unwrap();
    let without = world.scheme();
    assert!(matches!(process::applicant(&mut tx, applicant.id, &without).await, Err(StoreError::Corrupt(_))));
}

async fn a_stage_that_was_passed_or_failed_is_kept_like_a_score(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut form = world.form(&[0]);
    form.stages = vec![OwnStageForm {
        name: "Tes Kesehatan".into(),
        grading: "pass_fail".into(),
        after: "start".into(),
        ..OwnStageForm::default()
    }];
    let scheme = form.validate().unwrap().scheme;
    let health = scheme.stage(0).unwrap();
    let mut tx = site.db.begin().await.unwrap();
    let mut applicant = enter(&mut tx, &world, vacancy).await;
    applicant.progress = applicant.progress.advance(&scheme).unwrap();
    for (verdict, reason) in [(Verdict::Failed, None), (Verdict::Passed, Some("Hasil tertukar".to_owned()))] {
        let progress = applicant.progress.clone();
        let (progress, change) = progress.save_score(&scheme, health, verdict, reason).unwrap();
        applicant.progress = progress;
        record(&mut tx, &world, &applicant, &[change]).await;
        process::save_applicant(&mut tx, &mut applicant, &world.operator, world.now).await.unwrap();
        let kept = find(&mut tx, applicant.id, &scheme).await;
        assert_eq!((&kept, kept.progress.outcome(&scheme, health)), (&applicant, Some(verdict.into())));
    }
    let history = process::score_history(&mut tx, vacancy).await.unwrap();
    let told: Vec<_> = history.iter().map(|row| (row.stage, row.before, row.after)).collect();
    let (failed, passed) = (Outcome::from(Verdict::Failed), Outcome::from(Verdict::Passed));
    assert_eq!(told, [(health, None, failed), (health, Some(failed), passed)]);
    tx.commit().await.unwrap();

    // What a stage does not give is a contradiction.
    site.execute("UPDATE score SET value = 700").await.unwrap();
    let mut tx = site.db.read().await.unwrap();
    assert!(matches!(process::applicant(&mut tx, applicant.id, &scheme).await, Err(StoreError::Corrupt(_))));
}

async fn of_two_who_save_at_once_one_is_stale(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let scheme = world.scheme();
    let mut tx = site.db.begin().await.unwrap();
    let mut before = enter(&mut tx, &world, vacancy).await;
    before.progress = before.progress.advance(&scheme).unwrap();
    process::save_applicant(&mut tx, &mut before, &world.operator, world.now).await.unwrap();
    tx.commit().await.unwrap();
    let saves = [700, 800].map(|hundredths| {
        let (db, by, at, mut applicant) =
            (site.db.clone(), world.operator.clone(), world.later(1), before.clone());
        let saved =
            applicant.progress.save_score(&scheme, Stage::Managerial, score(hundredths), None).unwrap();
        applicant.progress = saved.0;
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            process::record_score(&mut tx, applicant.id, &saved.1, &by, at).await?;
            process::save_applicant(&mut tx, &mut applicant, &by, at).await?;
            tx.commit().await?;
            Ok::<Applicant, StoreError>(applicant)
        })
    });
    let mut winners = Vec::new();
    let mut stale = 0;
    for save in saves {
        match save.await.unwrap() {
            Ok(applicant) => winners.push(applicant),
            Err(StoreError::Stale) => stale += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((winners.len(), stale), (1, 1));
    let mut tx = site.db.read().await.unwrap();
    assert_eq!(Some(find(&mut tx, before.id, &scheme).await), winners.pop());
}

async fn a_mistaken_applicant_is_removed(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let applicant = enter(&mut tx, &world, vacancy).await;
    process::remove_applicant(&mut tx, applicant.id).await.unwrap();
    assert!(process::applicants(&mut tx, vacancy, &world.scheme()).await.unwrap().is_empty());
    assert!(matches!(process::remove_applicant(&mut tx, applicant.id).await, Err(StoreError::Stale)));
}

async fn rows_that_contradict_themselves_are_reported(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = enter(&mut tx, &world, vacancy).await.id;
    tx.commit().await.unwrap();
    for (sql, constraint) in [
        (
            "INSERT INTO score (applicant_id, stage, value) SELECT id, 'paper', 99 FROM applicant",
            "score_value_check",
        ),
        (
            "INSERT INTO score (applicant_id, stage, value) SELECT id, 'paper', 2 FROM applicant",
            "score_value_check",
        ),
        (
            "INSERT INTO score_change (applicant_id, stage, before_score, after_score, by_id, by_name, at) \
             SELECT id, 'paper', 2, 1, 1, '', created_at FROM applicant",
            "score_change_before_check",
        ),
        (
            "INSERT INTO score (applicant_id, stage, value) SELECT id, 'paper', 1001 FROM applicant",
            "score_value_check",
        ),
        ("UPDATE applicant SET reached = 9", "applicant_reached_check"),
        ("UPDATE applicant SET accepted = TRUE", "applicant_decision_check"),
    ] {
        assert!(site.execute(sql).await.unwrap_err().to_string().contains(constraint), "{sql}");
    }
    // The panel has one score of a stage; each rater has one more.
    for (sql, of) in [
        ("INSERT INTO score (applicant_id, stage, value) SELECT id, 'paper', 700 FROM applicant", "panel"),
        (
            "INSERT INTO score (applicant_id, stage, value, rater_id) SELECT id, 'paper', 800, 1 FROM applicant",
            "rater",
        ),
    ] {
        assert_eq!(site.execute(sql).await.unwrap(), 1, "{of}");
        assert!(site.execute(sql).await.is_err(), "{of}");
    }
    site.execute("DELETE FROM score").await.unwrap();
    site.execute("UPDATE applicant SET reached = 3").await.unwrap();
    let scheme = world.scheme();
    let mut tx = site.db.read().await.unwrap();
    assert!(matches!(process::applicant(&mut tx, id, &scheme).await, Err(StoreError::Corrupt(_))));
    assert!(matches!(process::applicants(&mut tx, vacancy, &scheme).await, Err(StoreError::Corrupt(_))));
}

async fn the_history_of_scores_stays(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let scheme = world.scheme();
    let mut tx = site.db.begin().await.unwrap();
    let mut applicant = enter(&mut tx, &world, vacancy).await;
    let id: ApplicantId = applicant.id;
    applicant.progress = applicant.progress.advance(&scheme).unwrap();
    let reason = Some("Salah ketik".to_owned());
    for (hundredths, reason, by) in [(800, None, &world.operator), (750, reason.clone(), &world.officer)] {
        let progress = applicant.progress.clone();
        let (progress, change) =
            progress.save_score(&scheme, Stage::Managerial, score(hundredths), reason).unwrap();
        applicant.progress = progress;
        process::record_score(&mut tx, id, &change, by, world.now).await.unwrap();
    }
    process::save_applicant(&mut tx, &mut applicant, &world.operator, world.now).await.unwrap();
    assert_eq!(find(&mut tx, id, &scheme).await, applicant, "what was corrected last is the score");
    let history = process::score_history(&mut tx, vacancy).await.unwrap();
    assert_eq!(history.len(), 2);
    assert_eq!((history[0].before, history[0].after, &history[0].reason), (None, score(800).into(), &None));
    let last = &history[1];
    assert_eq!(
        (last.before, last.after, &last.reason),
        (Some(score(800).into()), score(750).into(), &reason)
    );
    assert_eq!(
        (last.applicant, last.stage, &last.signed.by, last.signed.at),
        (id, Stage::Managerial, &world.officer, world.now)
    );
    tx.commit().await.unwrap();
    for sql in ["UPDATE score_change SET after_score = 900", "DELETE FROM score_change"] {
        assert!(site.execute(sql).await.unwrap_err().to_string().contains("append-only"), "{sql}");
    }
    // Somebody with a history is not removed.
    let mut tx = site.db.begin().await.unwrap();
    assert!(matches!(process::remove_applicant(&mut tx, id).await, Err(StoreError::Database(_))));
}
