use chrono::NaiveDate;
use domain::{
    identity::Signature,
    rich_text::CleanText,
    selection::{
        Stage,
        inauguration::{Documents, Inauguration},
        monitoring::Monitoring,
    },
};
use store::{
    StoreError,
    selection::{monitoring, process},
};

use crate::{harness::Site, world::world};

contract!(a_vacancy_is_saved_whole, a_stale_vacancy_is_refused, monitorings_come_latest_first);

async fn a_vacancy_is_saved_whole(site: Site) {
    let world = world(&site).await;
    let id = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut vacancy = process::vacancy(&mut tx, id).await.unwrap().unwrap();
    let documents = Documents {
        minutes: CleanText::from_text("ba"),
        minutes_files: vec![1.into()],
        decree: CleanText::from_text("sk"),
        decree_files: vec![2.into(), 3.into()],
    };
    vacancy.applicant_count = Some(100_000);
    vacancy.shortlist_note = Some("Hanya dua yang memenuhi syarat.".into());
    vacancy.inauguration = Inauguration::Pending
        .document(world.operator.clone(), world.now, documents)
        .unwrap()
        .fill(5.into(), true, 6.into())
        .unwrap();
    process::save_vacancy(&mut tx, &mut vacancy, &world.operator, world.now).await.unwrap();
    assert_eq!(vacancy.version, 2);
    assert_eq!(process::vacancy(&mut tx, id).await.unwrap(), Some(vacancy.clone()));
    vacancy.applicant_count = None;
    vacancy.shortlist_note = None;
    process::save_vacancy(&mut tx, &mut vacancy, &world.operator, world.now).await.unwrap();
    assert_eq!(process::vacancy(&mut tx, id).await.unwrap(), Some(vacancy));
    assert_eq!(process::vacancy(&mut tx, 9999.into()).await.unwrap(), None);
}

async fn a_stale_vacancy_is_refused(site: Site) {
    let world = world(&site).await;
    let id = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut mine = process::vacancy(&mut tx, id).await.unwrap().unwrap();
    let mut theirs = mine.clone();
    theirs.applicant_count = Some(7);
    process::save_vacancy(&mut tx, &mut theirs, &world.officer, world.now).await.unwrap();
    assert!(matches!(
        process::save_vacancy(&mut tx, &mut mine, &world.operator, world.now).await,
        Err(StoreError::Stale)
    ));
    let kept = process::vacancy(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(kept.saved, Some(Signature { by: world.officer.clone(), at: world.now }));
    assert_eq!(kept, theirs);
}

async fn monitorings_come_latest_first(site: Site) {
    let world = world(&site).await;
    let vacancy = world.vacancy(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for (day, stage) in [
        (20, Some(Stage::Managerial)),
        (1, None),
        (20, Some(Stage::Paper)),
        (25, Some(Stage::Interview)),
        (25, Some(Stage::TrackRecord)),
    ] {
        let new = Monitoring {
            day: NaiveDate::from_ymd_opt(2016, 9, day).unwrap(),
            stage,
            findings: CleanText::from_text("Sesuai"),
            files: vec![1.into()],
        };
        let id = monitoring::insert(&mut tx, vacancy, &new, &world.officer, world.now).await.unwrap();
        let records = monitoring::list(&mut tx, vacancy).await.unwrap();
        let record = records.iter().find(|record| record.id == id).unwrap();
        assert_eq!(
            (&record.monitoring, &record.signed.by, record.signed.at),
            (&new, &world.officer, world.now)
        );
    }
    let records = monitoring::list(&mut tx, vacancy).await.unwrap();
    let stages: Vec<_> = records.iter().map(|record| record.monitoring.stage).collect();
    let expected = [Stage::TrackRecord, Stage::Interview, Stage::Paper, Stage::Managerial].map(Some);
    assert_eq!(stages[..4], expected);
    assert_eq!(stages[4], None);
}
