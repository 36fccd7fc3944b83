//! What is done later goes on when its server ends, told to or killed.

use std::time::Duration;

use app::ports::{FreshHandout, HandoutSeed, Vault, hash_password, unhex};
use domain::{
    id::{RegistrationId, UserId},
    institution::{
        InstitutionKind,
        form::Place,
        registration::{Purpose, Registration as Begun, RegistrationProgress},
    },
};
use server::start::clock;
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use store::{
    Db, identity,
    institution::{
        self, NewInstitution, Registration,
        registration::{self, NewRegistration},
    },
    job::{self, MakeFirstPasswords},
};
use tokio::time;

use crate::{house::House, serving::Server};

/// Enough to be at it for some seconds.
const INSTITUTIONS: u32 = 200;
const PATIENCE: Duration = Duration::from_secs(120);

/// A house with a registration that is to be done.
async fn begun(house: &House) -> (Db, RegistrationId, HandoutSeed) {
    house.run(&["migrate"], "").done();
    let db = house.db().await;
    server::demo::fill(&db, clock()).await.unwrap();
    drop(Server::start(house).await);
    let key = std::fs::read_to_string(house.database.with_extension("key")).unwrap();
    let vault = Vault::new(unhex(key.trim()).unwrap().try_into().unwrap());
    let now = clock();
    let seed = FreshHandout::new(now).seed("somebody's session");
    let sealed = seed.seal(&vault).unwrap();
    let nobodys = hash_password("siapa pun bukan".to_owned()).await.unwrap();
    let new = |number: u32| Registration {
        institution: NewInstitution {
            name: format!("Institusi {number}"),
            kind: InstitutionKind::Ministry,
            region: String::new(),
            place: Place::default(),
            email: format!("institusi{number}@contoh.go.id"),
            at: now,
        },
        username: format!("institusi{number}"),
        password_hash: nobodys.clone(),
    };
    let new: Vec<_> = (1..=INSTITUTIONS).map(new).collect();
    let mut tx = db.begin().await.unwrap();
    let by = identity::find_by_username(&mut tx, "admin").await.unwrap().unwrap().person();
    let stored = institution::register(&mut tx, &new).await.unwrap();
    let accounts: Vec<UserId> = stored.iter().map(|(_, account)| *account).collect();
    let new =
        NewRegistration { purpose: Purpose::Register, by: &by, seed: &sealed, accounts: &accounts, at: now };
    let id = registration::begin(&mut tx, &new).await.unwrap();
    job::enqueue(&mut tx, &MakeFirstPasswords { registration: id }, now, now).await.unwrap();
    tx.commit().await.unwrap();
    (db, id, seed)
}

async fn look(db: &Db, id: RegistrationId) -> Begun {
    registration::find(&mut db.read().await.unwrap(), id).await.unwrap().unwrap()
}

/// Waits until it is so.
async fn until(db: &Db, id: RegistrationId, so: impl Fn(&Begun) -> bool) {
    let looked = async {
        while !so(&look(db, id).await) {
            time::sleep(Duration::from_millis(2)).await;
        }
    };
    time::timeout(PATIENCE, looked).await.expect("it comes on in time");
}

async fn until_finished(db: &Db, id: RegistrationId, server: &Server, seed: &HandoutSeed) {
    until(db, id, |found| matches!(found.progress, RegistrationProgress::Finished { .. })).await;
    assert_eq!(look(db, id).await.done, INSTITUTIONS);
    for number in [1, INSTITUTIONS] {
        server.log_in(&format!("institusi{number}"), &seed.password(number)).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_told_to_end_gives_its_job_back() {
    let house = House::new();
    let (db, id, seed) = begun(&house).await;
    let server = Server::start(&house).await;
    until(&db, id, |found| found.done > 0).await;
    server.end().await;
    let left = look(&db, id).await;
    assert!(left.done < INSTITUTIONS, "it was through before it was told to end");
    assert_eq!(left.progress, RegistrationProgress::Running { held_until: None });
    let mut tx = db.read().await.unwrap();
    let open = job::open(&mut tx, 9, clock()).await.unwrap();
    assert_eq!(open.jobs.iter().map(|job| job.tries).collect::<Vec<_>>(), [0], "{open:?}");
    drop(tx);
    // The next one goes on at once, where it was.
    let server = Server::start(&house).await;
    until(&db, id, |found| found.done > left.done).await;
    until_finished(&db, id, &server, &seed).await;
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_server_was_at_goes_on_once_its_lease_has_ended() {
    let house = House::new();
    let (db, id, seed) = begun(&house).await;
    let server = Server::start(&house).await;
    until(&db, id, |found| found.done > 0).await;
    drop(server);
    let left = look(&db, id).await;
    assert!(left.done < INSTITUTIONS, "it was through before it was killed");
    assert!(!left.waits(clock()), "nobody knows yet that its server has ended");
    // Time passes.
    let mut connection =
        SqliteConnection::connect(&format!("sqlite:{}", house.database.display())).await.unwrap();
    let passed =
        "UPDATE job SET held_until = '2016-08-10T08:00:00+00:00' WHERE kind = 'make_first_passwords'";
    assert_eq!(connection.execute(passed).await.unwrap().rows_affected(), 1);
    connection.close().await.unwrap();
    let server = Server::start(&house).await;
    until_finished(&db, id, &server, &seed).await;
    db.close().await;
}
