use chrono::TimeDelta;
use domain::institution::registration::{Handout, RegistrationProgress};
use store::{StoreError, institution::registration};

use crate::{harness::Site, world::world};

contract!(
    a_registration_comes_on_and_ends_once,
    a_failed_registration_keeps_its_reason,
    passwords_are_forgotten
);

fn handout() -> Vec<Handout> {
    vec![Handout {
        institution: "Depok".into(),
        kind: "Kota".into(),
        username: "depok".into(),
        password: "sekali-pakai".into(),
    }]
}

async fn a_registration_comes_on_and_ends_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = registration::begin(&mut tx, &world.officer, 2, world.now).await.unwrap();
    let later = world.now + TimeDelta::seconds(5);
    registration::come_on(&mut tx, id, 1, later).await.unwrap();
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((found.by.clone(), found.total, found.touched_at), (world.officer.clone(), 2, later));
    assert_eq!(found.progress, RegistrationProgress::Running { done: 1 });
    registration::finish(&mut tx, id, &handout(), later).await.unwrap();
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(found.progress, RegistrationProgress::Finished { at: later, handout: Some(handout()) });
    assert!(matches!(registration::come_on(&mut tx, id, 2, later).await, Err(StoreError::Stale)));
    assert!(matches!(registration::fail(&mut tx, id, "x", later).await, Err(StoreError::Stale)));
    assert_eq!(registration::find(&mut tx, 9999.into()).await.unwrap(), None);
}

async fn a_failed_registration_keeps_its_reason(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = registration::begin(&mut tx, &world.officer, 2, world.now).await.unwrap();
    registration::fail(&mut tx, id, "Username sudah dipakai.", world.now).await.unwrap();
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(found.progress, RegistrationProgress::Failed { reason: "Username sudah dipakai.".into() });
}

async fn passwords_are_forgotten(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for hours in [0, 2] {
        let id = registration::begin(&mut tx, &world.officer, 1, world.now).await.unwrap();
        let at = world.now + TimeDelta::hours(hours);
        registration::finish(&mut tx, id, &handout(), at).await.unwrap();
        ids.push(id);
    }
    assert_eq!(registration::forget_before(&mut tx, world.now + TimeDelta::hours(1)).await.unwrap(), 1);
    assert!(matches!(registration::forget(&mut tx, ids[0]).await, Err(StoreError::Stale)));
    registration::forget(&mut tx, ids[1]).await.unwrap();
    for id in ids {
        let found = registration::find(&mut tx, id).await.unwrap().unwrap();
        assert!(matches!(found.progress, RegistrationProgress::Finished { handout: None, .. }));
    }
}
