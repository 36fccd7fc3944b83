//! The key that lies outside the database, and what goes on when the program is started.

use std::time::Duration;

use app::ports::{FreshHandout, Vault, hash_password};
use domain::institution::{
    InstitutionKind,
    form::Place,
    registration::{Purpose, RegistrationProgress},
};
use server::start::clock;
use store::{
    identity::{self, second_factor},
    institution::{
        self, NewInstitution, Registration,
        registration::{self, NewRegistration},
    },
    job::{self, MakeFirstPasswords},
};
use tokio::time;

use crate::{house::House, serving::Server};

const DEMO: &str = "SijaptiDemo2016!";

/// The demo's people in this house, without a server.
async fn fill(house: &House) {
    house.run(&["migrate"], "").done();
    let db = house.db().await;
    server::demo::fill(&db, clock()).await.unwrap();
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_key_is_told_and_can_be_forgotten() {
    let house = House::new();
    fill(&house).await;
    let key = house.database.with_extension("key");
    drop(Server::start(&house).await);
    assert!(key.exists());
    let backup = house.run(&["backup", house.path("b.tar.zz").to_str().unwrap()], "").done();
    assert!(backup.contains("is not in it"), "{backup}");

    let db = house.db().await;
    let mut tx = db.begin().await.unwrap();
    let user = identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    second_factor::begin(&mut tx, user, "v1:00").await.unwrap();
    second_factor::confirm(&mut tx, user, 5, clock()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    std::fs::remove_file(&key).unwrap();
    let ended = house.run(&["serve"], "");
    assert!(!ended.status.success() && ended.errors.contains("is missing"), "{ended:?}");
    let refused = house.run(&["key", "forget"], "").refused();
    assert!(refused.contains("--remove-second-factors"), "{refused}");
    let told = house.run(&["key", "forget", "--remove-second-factors"], "").done();
    assert!(told.starts_with("1 accounts"), "{told}");
    let server = Server::start(&house).await;
    server.log_in("jaksel", DEMO).await.unwrap();
    assert!(key.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_that_a_killed_server_left_are_made_at_the_next_start() {
    let house = House::new();
    fill(&house).await;
    drop(Server::start(&house).await);
    let key = std::fs::read_to_string(house.database.with_extension("key")).unwrap();
    let key = app::ports::unhex(key.trim()).unwrap().try_into().unwrap();
    let now = clock();
    let seed = FreshHandout::new(now).seed("somebody's session");
    let sealed = seed.seal(&Vault::new(key)).unwrap();
    let db = house.db().await;
    let new = Registration {
        institution: NewInstitution {
            name: "Kementerian Sosial".into(),
            kind: InstitutionKind::Ministry,
            region: String::new(),
            place: Place::default(),
            email: "biro@contoh.go.id".into(),
            at: now,
        },
        username: "kemensos".into(),
        password_hash: hash_password("siapa pun bukan".to_owned()).await.unwrap(),
    };
    let mut tx = db.begin().await.unwrap();
    let by = identity::find_by_username(&mut tx, "admin").await.unwrap().unwrap().person();
    let (_, account) = institution::register(&mut tx, &[new]).await.unwrap()[0];
    let new =
        NewRegistration { purpose: Purpose::Register, by: &by, seed: &sealed, accounts: &[account], at: now };
    let id = registration::begin(&mut tx, &new).await.unwrap();
    job::enqueue(&mut tx, &MakeFirstPasswords { registration: id }, now, now).await.unwrap();
    tx.commit().await.unwrap();

    let server = Server::start(&house).await;
    let finished = async {
        loop {
            let found = registration::find(&mut db.read().await.unwrap(), id).await.unwrap().unwrap();
            if matches!(found.progress, RegistrationProgress::Finished { .. }) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    time::timeout(Duration::from_secs(60), finished).await.unwrap();
    server.log_in("kemensos", &seed.password(1)).await.unwrap();
    db.close().await;
}
