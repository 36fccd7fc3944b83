use std::{sync::Arc, time::Duration};

use domain::institution::{InstitutionKind, form::Place};
use store::{
    Db, StoreError, Tx,
    institution::{self, NewInstitution},
};
use tokio::sync::Barrier;

use crate::harness::Site;

contract!(
    migrating_twice_changes_nothing,
    dropping_takes_everything_back,
    a_reader_cannot_write,
    an_autocommit_read_cannot_write,
    a_reader_sees_one_moment,
    writers_queue_and_none_fails,
    a_closed_database_answers_no_more,
);

async fn add(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    let new = NewInstitution {
        name: name.into(),
        kind: InstitutionKind::City,
        region: format!("Kota {name}"),
        place: Place::default(),
        email: String::new(),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    institution::insert(tx, &new).await.map(drop)
}

async fn count(tx: &mut Tx) -> usize {
    institution::list(tx).await.unwrap().len()
}

async fn migrating_twice_changes_nothing(site: Site) {
    site.db.migrate().await.unwrap();
    site.db.ping().await.unwrap();
    assert_eq!(site.db.is_postgres(), site.folder.is_none());
}

async fn dropping_takes_everything_back(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    add(&mut tx, "Depok").await.unwrap();
    assert_eq!(count(&mut tx).await, 1);
    drop(tx);
    assert_eq!(count(&mut site.db.begin().await.unwrap()).await, 0);
}

async fn a_reader_cannot_write(site: Site) {
    let mut tx = site.db.read().await.unwrap();
    assert!(matches!(add(&mut tx, "Depok").await, Err(StoreError::Unwritable(_))));
}

async fn an_autocommit_read_cannot_write(site: Site) {
    let mut reader = site.db.autocommit().await.unwrap();
    assert_eq!(count(&mut reader).await, 0);
    assert!(matches!(add(&mut reader, "Depok").await, Err(StoreError::Unwritable(_))));
    drop(reader);
    assert_eq!(count(&mut site.db.read().await.unwrap()).await, 0);
}

async fn a_reader_sees_one_moment(site: Site) {
    let mut reader = site.db.read().await.unwrap();
    assert_eq!(count(&mut reader).await, 0);
    let mut writer = site.db.begin().await.unwrap();
    add(&mut writer, "Depok").await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(count(&mut reader).await, 0);
    drop(reader);
    assert_eq!(count(&mut site.db.read().await.unwrap()).await, 1);
}

async fn writers_queue_and_none_fails(site: Site) {
    // Somebody is at it when all the others come.
    let mut first = site.db.begin().await.unwrap();
    add(&mut first, "Depok").await.unwrap();
    let all = Arc::new(Barrier::new(31));
    let writers: Vec<_> = (0..30)
        .map(|number| {
            let (db, all) = (site.db.clone(), Arc::clone(&all));
            tokio::spawn(async move {
                all.wait().await;
                let mut tx = db.begin().await.unwrap();
                add(&mut tx, &format!("Kota {number}")).await.unwrap();
                tx.commit().await.unwrap();
            })
        })
        .collect();
    all.wait().await;
    first.commit().await.unwrap();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(count(&mut site.db.read().await.unwrap()).await, 31);
}

async fn a_closed_database_answers_no_more(site: Site) {
    site.db.close().await;
    assert!(site.db.ping().await.is_err());
    assert!(site.db.begin().await.is_err());
}

#[tokio::test]
async fn addresses_that_are_none() {
    for url in ["mysql://localhost/x", "sqlite::memory:", "sqlite:", "sijapti.db", ""] {
        assert!(matches!(Db::connect(url).await, Err(StoreError::Address(_))), "{url}");
    }
}

#[tokio::test]
async fn bare_commits_are_measured() {
    let folder = tempfile::tempdir().unwrap();
    let times = store::bench::bare_commits(&folder.path().join("bare.db"), 5).await.unwrap();
    assert_eq!(times.len(), 5);
    assert!(times.iter().all(|time| *time > Duration::ZERO));
}
