use domain::{
    identity::Role,
    position::{Level, Position, PositionStatus},
};
use store::{
    demo, identity, institution,
    position::{self, NewPosition},
};

use crate::{harness::Site, world::world};

contract!(the_demo_is_filled_once, only_approved_positions_may_be_filled);

async fn the_demo_is_filled_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    assert!(!demo::fill(&mut tx, "other", world.now).await.unwrap());
    let users = identity::list(&mut tx).await.unwrap();
    let seen: Vec<_> =
        users.iter().map(|user| (user.username.as_str(), user.name.as_str(), user.role)).collect();
    assert_eq!(
        seen,
        [
            ("admin", "Admin KASN", Role::Admin),
            ("komisioner", "Komisioner Admin", Role::Commissioner),
            ("asisten1", "Asisten 1 KASN", Role::Assistant),
            ("asisten2", "Asisten 2 KASN", Role::Assistant),
            ("jaksel", "Jakarta Selatan", Role::Operator),
            ("bandung", "Bandung", Role::Operator),
            ("adminjaksel", "Admin Jakarta Selatan", Role::InstitutionAdmin),
        ]
    );
    assert!(users.iter().all(|user| user.password_hash == "$argon2id$demo"));
    assert!(users.iter().all(|user| user.email == format!("{}@contoh.go.id", user.username)));
    assert_eq!(users.iter().filter(|user| user.job_title.is_some()).count(), 4);
    assert_eq!(users[2].job_title, users[3].job_title);
    assert_eq!(world.jaksel.region, "Kota Jakarta Selatan");
    for institution in [&world.jaksel, &world.bandung] {
        let record = institution::record(&mut tx, institution.id).await.unwrap().unwrap();
        assert_eq!(record.place.region().unwrap(), institution.region);
        assert!(record.email.ends_with(".contoh.go.id"));
    }
    let labels: Vec<String> = world.positions.iter().map(Position::label).collect();
    assert_eq!(
        labels,
        [
            "Dinas Kehutanan - Kepala Dinas Kehutanan",
            "Dinas Kesehatan - Kepala Dinas Kesehatan",
            "Dinas Sosial - Kepala Dinas Sosial",
        ]
    );
    assert_eq!(position::approved(&mut tx, world.bandung.id).await.unwrap().len(), 1);
}

async fn only_approved_positions_may_be_filled(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for (status, level) in [
        (PositionStatus::New, Level::Principal),
        (PositionStatus::Correction, Level::Intermediate),
        (PositionStatus::Approved, Level::Junior),
    ] {
        let new = NewPosition {
            institution: world.jaksel.id,
            unit: "Badan A".into(),
            title: "Kepala Badan".into(),
            level,
            technical: "teknis".into(),
            socio_cultural: "sosial".into(),
            status,
            officer: Some(world.officer.id),
            at: world.now,
        };
        ids.push(position::insert(&mut tx, &new).await.unwrap());
    }
    let approved = position::approved(&mut tx, world.jaksel.id).await.unwrap();
    assert_eq!(approved.len(), 4);
    assert_eq!(approved[0].id, ids[2]);
    ids.push(9999.into());
    let found = position::of_institution(&mut tx, world.jaksel.id, &ids).await.unwrap();
    let levels: Vec<Level> = found.iter().map(|position| position.level).collect();
    assert_eq!(levels, [Level::Principal, Level::Intermediate, Level::Junior]);
    assert!(position::of_institution(&mut tx, world.jaksel.id, &[]).await.unwrap().is_empty());
    assert!(position::of_institution(&mut tx, world.bandung.id, &ids).await.unwrap().is_empty());
}
