use domain::{
    rich_text::CleanText,
    selection::{report::Report, review::Message},
};
use store::{StoreError, selection::report};

use crate::{harness::Site, world::world};

contract!(every_round_is_kept, a_round_is_sent_and_reviewed_once);

fn draft(note: &str) -> Report {
    Report {
        note: CleanText::from_text(note),
        cover_files: vec![1.into()],
        stage_files: vec![2.into(), 3.into()],
        minutes: CleanText::from_text("Berita acara"),
        minutes_files: vec![4.into()],
    }
}

fn message(text: &str) -> Message {
    Message { text: CleanText::from_text(text), files: vec![5.into()] }
}

async fn every_round_is_kept(site: Site) {
    let world = world(&site).await;
    let plan = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    assert!(report::list(&mut tx, plan).await.unwrap().is_empty());
    for (round, passed) in [(1, false), (2, true)] {
        let at = world.later(i64::from(round));
        report::insert(&mut tx, plan, round, &draft(&round.to_string()), &world.operator, at).await.unwrap();
        let answer = message(if passed { "Lulus" } else { "Perbaiki" });
        report::review(&mut tx, plan, round, passed, &world.officer, at, &answer).await.unwrap();
    }
    report::insert(&mut tx, plan, 3, &draft("3"), &world.operator, world.later(3)).await.unwrap();
    let rounds = report::list(&mut tx, plan).await.unwrap();
    assert_eq!(rounds.iter().map(|round| round.round).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(
        (&rounds[0].report, &rounds[0].signed.by, rounds[0].signed.at),
        (&draft("1"), &world.operator, world.later(1))
    );
    let review = rounds[1].review.as_ref().unwrap();
    assert_eq!((review.passed, &review.signed.by, review.signed.at), (true, &world.officer, world.later(2)));
    assert_eq!(review.message, message("Lulus"));
    assert!(!rounds[0].review.as_ref().unwrap().passed);
    assert_eq!(rounds[2].review, None);
}

async fn a_round_is_sent_and_reviewed_once(site: Site) {
    let world = world(&site).await;
    let plan = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    let answer = message("Lulus");
    let none = report::review(&mut tx, plan, 1, true, &world.officer, world.now, &answer).await;
    assert!(matches!(none, Err(StoreError::Stale)));
    report::insert(&mut tx, plan, 1, &draft("1"), &world.operator, world.now).await.unwrap();
    report::review(&mut tx, plan, 1, true, &world.officer, world.now, &answer).await.unwrap();
    let twice = report::review(&mut tx, plan, 1, false, &world.officer, world.now, &answer).await;
    assert!(matches!(twice, Err(StoreError::Stale)));
    let error = report::insert(&mut tx, plan, 1, &draft("1"), &world.operator, world.now).await.unwrap_err();
    assert!(error.is_unique("report_round_pkey"), "{error:?}");
}
