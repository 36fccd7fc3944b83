use domain::{
    id::{RegistrationId, UserId},
    institution::{
        InstitutionKind,
        form::Place,
        registration::{Purpose, RegistrationProgress},
    },
    job::{JobKind, LEASE},
};
use store::{
    StoreError, Tx, identity,
    institution::{
        self, NewInstitution, Registration,
        registration::{self, NewRegistration, Waiting},
    },
    job::{self, MakeFirstPasswords},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    a_registration_comes_on_and_ends_once,
    it_says_until_when_a_server_is_at_its_job,
    a_stopped_registration_keeps_its_reason,
    a_password_is_given_once_and_never_over_ones_own,
    passwords_are_made_anew_for_those_who_have_none_of_their_own,
    the_readable_passwords_of_before_are_gone,
);

async fn accounts(tx: &mut Tx, world: &World) -> Vec<UserId> {
    let new = |name: &str| Registration {
        institution: NewInstitution {
            name: name.into(),
            kind: InstitutionKind::Ministry,
            region: String::new(),
            place: Place::default(),
            email: format!("{name}@contoh.go.id"),
            at: world.now,
        },
        username: name.into(),
        password_hash: "$nobody".into(),
    };
    let stored = institution::register(tx, &[new("sosial"), new("agama")]).await.unwrap();
    stored.into_iter().map(|(_, account)| account).collect()
}

async fn begin(tx: &mut Tx, world: &World, purpose: Purpose, accounts: &[UserId]) -> RegistrationId {
    let new = NewRegistration { purpose, by: &world.officer, seed: "v1:x", accounts, at: world.now };
    registration::begin(tx, &new).await.unwrap()
}

async fn a_registration_comes_on_and_ends_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people = accounts(&mut tx, &world).await;
    let id = begin(&mut tx, &world, Purpose::Register, &people).await;
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((found.by.clone(), found.total, found.done), (world.officer.clone(), 2, 0));
    assert_eq!(found.progress, RegistrationProgress::Running { held_until: None });
    assert_eq!(registration::seed(&mut tx, id).await.unwrap().as_deref(), Some("v1:x"));
    let next = registration::next(&mut tx, id, 1).await.unwrap();
    assert_eq!(next, [Waiting { number: 1, account: people[0] }]);
    registration::come_on(&mut tx, id, 1).await.unwrap();
    let next = registration::next(&mut tx, id, 9).await.unwrap();
    assert_eq!(next, [Waiting { number: 2, account: people[1] }]);
    registration::finish(&mut tx, id, world.later(9)).await.unwrap();
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(found.progress, RegistrationProgress::Finished { at: world.later(9) });
    for ended in
        [registration::come_on(&mut tx, id, 2).await, registration::stop(&mut tx, id, "x", world.now).await]
    {
        assert!(matches!(ended, Err(StoreError::Stale)));
    }
    assert_eq!(registration::seed(&mut tx, id).await.unwrap(), None);
    assert_eq!(registration::find(&mut tx, 9999.into()).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(site.number("SELECT COUNT(*) FROM registration WHERE seed IS NOT NULL").await, 0);
}

async fn it_says_until_when_a_server_is_at_its_job(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people = accounts(&mut tx, &world).await;
    let id = begin(&mut tx, &world, Purpose::Register, &people).await;
    job::enqueue(&mut tx, &MakeFirstPasswords { registration: id }, world.now, world.now).await.unwrap();
    for (run, at) in [("one", world.now), ("two", world.now + LEASE * 2)] {
        let waiting = registration::find(&mut tx, id).await.unwrap().unwrap();
        assert!(waiting.waits(at));
        assert_eq!(job::claim(&mut tx, &JobKind::ALL, run, 9, at).await.unwrap().len(), 1);
        let held = registration::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(held.progress, RegistrationProgress::Running { held_until: Some(at + LEASE) });
        assert!(!held.waits(at) && registration::recent(&mut tx, 9).await.unwrap() == [held]);
    }
}

async fn a_stopped_registration_keeps_its_reason(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people = accounts(&mut tx, &world).await;
    let id = begin(&mut tx, &world, Purpose::Register, &people).await;
    registration::stop(&mut tx, id, "Dihentikan.", world.now).await.unwrap();
    let found = registration::find(&mut tx, id).await.unwrap().unwrap();
    let stopped = RegistrationProgress::Stopped { at: world.now, reason: "Dihentikan.".into() };
    assert_eq!(found.progress, stopped);
    assert_eq!(registration::recent(&mut tx, 9).await.unwrap(), [found]);
}

async fn a_password_is_given_once_and_never_over_ones_own(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people = accounts(&mut tx, &world).await;
    let id = begin(&mut tx, &world, Purpose::Register, &people).await;
    let [first, second] =
        [(1, people[0]), (2, people[1])].map(|(number, account)| Waiting { number, account });
    // The second has one of their own meanwhile.
    identity::set_password(&mut tx, people[1], "$own", false, None, world.later(1)).await.unwrap();
    let times = (world.now, world.later(2));
    assert!(registration::hand_out(&mut tx, id, first, "$one-time", times).await.unwrap());
    assert!(!registration::hand_out(&mut tx, id, second, "$one-time", times).await.unwrap());
    let second = identity::find(&mut tx, people[1]).await.unwrap().unwrap();
    assert_eq!(second.password_hash, "$own");
    let handed = registration::handed_out(&mut tx, id).await.unwrap();
    assert_eq!(
        handed.iter().map(|one| (one.number, one.username.as_str())).collect::<Vec<_>>(),
        [(1, "sosial")]
    );
    // Somebody resets it singly: then the list does not name it any more, and it is not overwritten.
    identity::set_password(&mut tx, people[0], "$reset", true, None, world.later(3)).await.unwrap();
    assert!(registration::handed_out(&mut tx, id).await.unwrap().is_empty());
    assert!(!registration::hand_out(&mut tx, id, first, "$again", times).await.unwrap());
}

async fn passwords_are_made_anew_for_those_who_have_none_of_their_own(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let people = accounts(&mut tx, &world).await;
    let id = begin(&mut tx, &world, Purpose::Register, &people).await;
    assert_eq!(registration::without_own_password(&mut tx, id).await.unwrap(), people);
    identity::set_password(&mut tx, people[0], "$own", false, None, world.later(1)).await.unwrap();
    assert_eq!(registration::without_own_password(&mut tx, id).await.unwrap(), people[1..]);
    assert!(!registration::is_being_renewed(&mut tx, id).await.unwrap());
    let again = begin(&mut tx, &world, Purpose::Renew(id), &people[1..]).await;
    assert!(registration::is_being_renewed(&mut tx, id).await.unwrap());
    let found = registration::find(&mut tx, again).await.unwrap().unwrap();
    assert_eq!((found.purpose, found.total), (Purpose::Renew(id), 1));
    identity::set_active(&mut tx, people[1], 1, false).await.unwrap();
    assert!(registration::without_own_password(&mut tx, id).await.unwrap().is_empty(), "it is closed");
}

async fn the_readable_passwords_of_before_are_gone(site: Site) {
    let column = if site.db.is_postgres() {
        "SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'registration' AND column_name = 'handout'"
    } else {
        "SELECT COUNT(*) FROM pragma_table_info('registration') WHERE name = 'handout'"
    };
    assert_eq!(site.number(column).await, 0);
}
