use domain::{
    identity::Role,
    institution::{InstitutionKind, form::Place},
};
use store::{
    StoreError,
    identity::{self, NewUser},
    institution::{self, NewInstitution},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    an_account_is_found_by_name_and_number,
    a_user_name_is_taken_once,
    roles_and_institutions_must_fit,
    officers_are_the_commissions_active_people,
    institutions_are_found,
);

fn new(world: &World, username: &str, role: Role) -> NewUser {
    NewUser {
        username: username.into(),
        name: "Siti Aminah".into(),
        role,
        institution: (!role.is_commission()).then_some(world.jaksel.id),
        password_hash: "$argon2id$x".into(),
        email: String::new(),
        job_title: None,
        must_change_password: false,
        at: world.now,
    }
}

async fn an_account_is_found_by_name_and_number(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for role in Role::ALL {
        let username = &*format!("siti_{}", role.code());
        let id = identity::insert(&mut tx, &new(&world, username, role)).await.unwrap();
        let user = identity::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((user.username.as_str(), user.role, user.active), (username, role, true));
        assert_eq!(user.institution, (!role.is_commission()).then(|| world.jaksel.clone()));
        assert_eq!(user.created_at, world.now);
        assert_eq!(user.actor().institution, user.institution.as_ref().map(|i| i.id));
        assert!(!format!("{user:?}").contains("argon2id"));
        let typed = format!(" {} ", username.to_uppercase());
        assert_eq!(identity::find_by_username(&mut tx, &typed).await.unwrap(), Some(user));
    }
    assert_eq!(identity::find_by_username(&mut tx, "nobody").await.unwrap(), None);
    assert_eq!(identity::find(&mut tx, 9999.into()).await.unwrap(), None);
    assert_eq!(identity::list(&mut tx).await.unwrap().len(), 7 + Role::ALL.len());
}

async fn a_user_name_is_taken_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let error = identity::insert(&mut tx, &new(&world, "JakSel", Role::Operator)).await.unwrap_err();
    assert!(error.is_unique("account_username_key"), "{error:?}");
    assert!(!error.is_unique("another_key"));
}

async fn roles_and_institutions_must_fit(site: Site) {
    let world = world(&site).await;
    for (role, institution) in [(Role::Operator, None), (Role::Assistant, Some(world.jaksel.id))] {
        let mut tx = site.db.begin().await.unwrap();
        let new = NewUser { institution, ..new(&world, "siti", role) };
        assert!(matches!(identity::insert(&mut tx, &new).await, Err(StoreError::Corrupt(_))), "{role:?}");
    }
    // What cannot be is not read either.
    site.execute("UPDATE account SET role = 'admin' WHERE username = 'jaksel'").await.unwrap();
    let mut tx = site.db.read().await.unwrap();
    let found = identity::find(&mut tx, world.operator.id).await;
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
}

async fn officers_are_the_commissions_active_people(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    identity::set_active(&mut tx, world.officer.id, 1, false).await.unwrap();
    let officers = identity::officers(&mut tx).await.unwrap();
    let names: Vec<&str> = officers.iter().map(|officer| officer.name.as_str()).collect();
    assert_eq!(names, ["Admin KASN", "Asisten 2 KASN", "Komisioner Admin"]);
    assert!(!identity::find(&mut tx, world.officer.id).await.unwrap().unwrap().active);
    let stale = identity::set_active(&mut tx, world.officer.id, 1, true).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    assert!(matches!(identity::set_active(&mut tx, 9999.into(), 1, true).await, Err(StoreError::Stale)));
}

fn cimahi(world: &World, kind: InstitutionKind) -> NewInstitution {
    NewInstitution {
        name: "Cimahi".into(),
        kind,
        region: String::new(),
        place: Place::default(),
        email: "BKD@cimahi.go.id".into(),
        at: world.now,
    }
}

async fn institutions_are_found(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(institution::find(&mut tx, world.bandung.id).await.unwrap(), Some(world.bandung.clone()));
    assert_eq!(institution::find(&mut tx, 9999.into()).await.unwrap(), None);
    for kind in InstitutionKind::ALL {
        let new = cimahi(&world, kind);
        let id = institution::insert(&mut tx, &new).await.unwrap();
        assert_eq!(institution::find(&mut tx, id).await.unwrap().unwrap().kind, kind);
    }
    let twice = NewInstitution { name: "Bandung".into(), ..cimahi(&world, InstitutionKind::City) };
    let error = institution::insert(&mut tx, &twice).await.unwrap_err();
    assert!(error.is_unique("institution_kind_name_key"), "{error:?}");
}
