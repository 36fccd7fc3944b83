use domain::{
    identity::Role,
    institution::{InstitutionKind, form::Place},
};
use store::{
    StoreError, Tx, identity,
    institution::{self, InstitutionChange, InstitutionQuery, NewInstitution, Registration},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    an_institution_is_changed_from_its_version,
    a_regency_lies_in_its_province,
    a_place_has_one_government,
    institutions_are_listed_by_name_and_filtered,
    institutions_page_there_and_back,
    seven_hundred_are_registered_at_once,
    a_registration_that_repeats_is_refused_as_a_whole,
);

fn new(world: &World, name: &str) -> NewInstitution {
    NewInstitution {
        name: name.into(),
        kind: InstitutionKind::Regency,
        region: "Kabupaten Bogor".into(),
        place: Place { province: "32".into(), regency: "32.01".into() },
        email: "BKD@bogor.go.id".into(),
        at: world.now,
    }
}

async fn an_institution_is_changed_from_its_version(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = institution::insert(&mut tx, &new(&world, "Bogor")).await.unwrap();
    let record = institution::record(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((record.email.as_str(), record.version), ("bkd@bogor.go.id", 1));
    assert_eq!((&record.place, record.created_at), (&new(&world, "").place, Some(world.now)));
    let change = InstitutionChange {
        id,
        version: 1,
        name: "Jawa Barat".into(),
        kind: InstitutionKind::Province,
        region: "Jawa Barat".into(),
        place: Place { province: "32".into(), regency: String::new() },
        email: "bkd@jabar.go.id".into(),
        at: world.now,
    };
    institution::update(&mut tx, &change).await.unwrap();
    let record = institution::record(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((record.institution.name.as_str(), record.version), ("Jawa Barat", 2));
    assert_eq!((&record.place, record.email.as_str()), (&change.place, "bkd@jabar.go.id"));
    assert!(matches!(institution::update(&mut tx, &change).await, Err(StoreError::Stale)));
    assert_eq!(institution::record(&mut tx, 9999.into()).await.unwrap(), None);
    let twice =
        InstitutionChange { version: 2, name: "Bandung".into(), kind: InstitutionKind::City, ..change };
    let error = institution::update(&mut tx, &twice).await.unwrap_err();
    assert!(error.is_unique("institution_kind_name_key"), "{error:?}");
}

async fn a_place_has_one_government(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    institution::insert(&mut tx, &new(&world, "Bogor")).await.unwrap();
    // Of ministries and the like many may lie in one place, and many have none.
    for name in ["A", "B"] {
        let agency = NewInstitution { kind: InstitutionKind::Agency, ..new(&world, name) };
        institution::insert(&mut tx, &agency).await.unwrap();
        institution::insert(&mut tx, &NewInstitution { place: Place::default(), ..new(&world, name) })
            .await
            .unwrap();
    }
    let error = institution::insert(&mut tx, &new(&world, "Pemkab Bogor")).await.unwrap_err();
    assert!(error.is_unique("institution_place_key"), "{error:?}");
}

async fn a_regency_lies_in_its_province(site: Site) {
    let world = world(&site).await;
    for (province, regency) in [("31", "32.01"), ("", "32.01"), ("3", ""), ("32", "32")] {
        let mut tx = site.db.begin().await.unwrap();
        let place = Place { province: province.into(), regency: regency.into() };
        let wrong = NewInstitution { place, ..new(&world, "Bogor") };
        assert!(
            matches!(institution::insert(&mut tx, &wrong).await, Err(StoreError::Database(_))),
            "{regency}"
        );
    }
}

async fn names(tx: &mut Tx, query: InstitutionQuery) -> Vec<String> {
    let page = institution::page(tx, &InstitutionQuery { limit: 50, ..query }).await.unwrap();
    page.rows.into_iter().map(|record| record.institution.name).collect()
}

async fn institutions_are_listed_by_name_and_filtered(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    institution::insert(&mut tx, &new(&world, "Bogor")).await.unwrap();
    let all = InstitutionQuery::default;
    assert_eq!(names(&mut tx, all()).await, ["Bandung", "Bogor", "Jakarta Selatan"]);
    let kind = InstitutionQuery { kind: Some(InstitutionKind::City), ..all() };
    assert_eq!(names(&mut tx, kind.clone()).await, ["Bandung", "Jakarta Selatan"]);
    let province = InstitutionQuery { province: Some("32".into()), ..all() };
    assert_eq!(names(&mut tx, province.clone()).await, ["Bandung", "Bogor"]);
    let both = InstitutionQuery { province: Some("32".into()), ..kind };
    assert_eq!(names(&mut tx, both).await, ["Bandung"]);
    for (text, found) in [("kabupaten", 1), ("BOGOR.go", 1), ("b", 3), ("_", 0)] {
        let query = InstitutionQuery { text: text.into(), ..all() };
        assert_eq!(names(&mut tx, query).await.len(), found, "{text}");
    }
}

async fn institutions_page_there_and_back(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut whole =
        vec![("Bandung".to_owned(), world.bandung.id), ("Jakarta Selatan".into(), world.jaksel.id)];
    for name in ["A", "b", "C", "D", "é", "f", "G", "z.1"] {
        for kind in [InstitutionKind::Ministry, InstitutionKind::Agency] {
            let new = NewInstitution { kind, place: Place::default(), ..new(&world, name) };
            whole.push((name.into(), institution::insert(&mut tx, &new).await.unwrap()));
        }
    }
    // As people see them: neither capitals nor accents count.
    whole.sort_by_key(|(name, id)| (domain::fold::fold(name), *id));
    let whole: Vec<_> = whole.into_iter().map(|(_, id)| id).collect();
    let query = InstitutionQuery { limit: 4, ..InstitutionQuery::default() };
    let mut found = Vec::new();
    let mut page = institution::page(&mut tx, &query).await.unwrap();
    assert_eq!(page.previous, None);
    let first = page.clone();
    loop {
        found.extend(page.rows.iter().map(|record| record.institution.id));
        let Some(next) = page.next.clone() else { break };
        page = institution::page(&mut tx, &InstitutionQuery { after: Some(next), ..query.clone() })
            .await
            .unwrap();
    }
    assert_eq!(found, whole);
    while let Some(previous) = page.previous.clone() {
        let back = InstitutionQuery { before: Some(previous), ..query.clone() };
        page = institution::page(&mut tx, &back).await.unwrap();
    }
    assert_eq!(page, first);
}

/// Another one for each number below 8,000.
fn place(number: usize) -> Place {
    let province = (11 + number / 90).to_string();
    Place { regency: format!("{province}.{}", 10 + number % 90), province }
}

fn registrations(world: &World, count: usize) -> Vec<Registration> {
    (0..count)
        .map(|index| Registration {
            institution: NewInstitution {
                email: format!("BKD{index}@x.go.id"),
                place: place(index),
                ..new(world, &format!("Kab {index}"))
            },
            username: format!("Kab.{index}"),
            password_hash: format!("$argon2id${index}"),
        })
        .collect()
}

async fn seven_hundred_are_registered_at_once(site: Site) {
    let world = world(&site).await;
    let start = std::time::Instant::now();
    let mut tx = site.db.begin().await.unwrap();
    let stored = institution::register(&mut tx, &registrations(&world, 702)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(stored.len(), 702);
    let mut tx = site.db.read().await.unwrap();
    for index in [0, 99, 100, 701] {
        let (institution, account) = stored[index];
        let user = identity::find(&mut tx, account).await.unwrap().unwrap();
        assert_eq!((user.username, user.role), (format!("kab.{index}"), Role::InstitutionAdmin));
        assert_eq!((user.email, user.must_change_password), (format!("bkd{index}@x.go.id"), true));
        assert_eq!(user.password_hash, format!("$argon2id${index}"));
        assert_eq!(user.institution.unwrap().id, institution);
        let record = institution::record(&mut tx, institution).await.unwrap().unwrap();
        assert_eq!(record.institution.name, format!("Kab {index}"));
        assert_eq!(user.name, record.institution.name);
    }
    let taken = institution::taken(&mut tx).await.unwrap();
    assert_eq!(taken.names.len(), 704);
    assert!(taken.names.contains(&(InstitutionKind::City, "jakarta selatan".into())));
    assert_eq!(taken.places.len(), 704);
    assert!(taken.places.contains(&place(701)));
    assert!(taken.usernames.contains("kab.5") && taken.emails.contains("bkd5@x.go.id"));
}

async fn a_registration_that_repeats_is_refused_as_a_whole(site: Site) {
    let world = world(&site).await;
    let good = registrations(&world, 3);
    for (constraint, wrong) in [
        (
            "institution_kind_name_key",
            Registration {
                institution: NewInstitution { place: place(9), ..good[0].institution.clone() },
                ..good[2].clone()
            },
        ),
        (
            "institution_place_key",
            Registration {
                institution: NewInstitution { place: place(0), ..good[2].institution.clone() },
                ..good[2].clone()
            },
        ),
        ("account_username_key", Registration { username: "kab.0".into(), ..good[2].clone() }),
        (
            "account_email_key",
            Registration {
                institution: NewInstitution { email: "bkd0@x.go.id".into(), ..good[2].institution.clone() },
                ..good[2].clone()
            },
        ),
    ] {
        let mut tx = site.db.begin().await.unwrap();
        let rows = [good[0].clone(), good[1].clone(), wrong];
        let error = institution::register(&mut tx, &rows).await.unwrap_err();
        assert!(error.is_unique(constraint), "{constraint}: {error:?}");
    }
    assert_eq!(institution::list(&mut site.db.read().await.unwrap()).await.unwrap().len(), 2);
    let mut tx = site.db.begin().await.unwrap();
    assert!(institution::register(&mut tx, &[]).await.unwrap().is_empty());
}
