//! Registrations that a server has left in the middle.

use app::{
    api::institution::registration::{RegistrationState, make_passwords},
    ports::{FreshHandout, HandoutSeed, hash_password},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    id::{RegistrationId, UserId},
    identity::Role,
    institution::{InstitutionKind, form::Place, registration::Purpose},
    job::{JobKind, LEASE},
};
use server::start::clock;
use store::{
    Tx, identity,
    institution::{
        self, NewInstitution, Registration,
        registration::{self, NewRegistration},
    },
    job::{self, Claim, MakeFirstPasswords},
};

use super::{passwords, view};
use crate::{
    call::Call,
    support::{Client, Server},
};

both!(
    what_was_left_goes_on_where_it_was,
    two_servers_do_not_do_it_twice,
    it_stops_once_its_admin_was_closed,
    it_stops_once_its_admin_is_none_any_more,
    what_somebody_is_at_is_left_alone,
    a_run_that_was_taken_over_makes_nothing,
    another_key_stops_it_with_a_sentence,
);

const INSTITUTIONS: usize = 13;

struct Left {
    id: RegistrationId,
    seed: HandoutSeed,
}

impl Left {
    async fn log_in(&self, server: &Server, number: usize) -> u16 {
        let password = self.seed.password(u32::try_from(number).unwrap());
        server.visitor().log_in(&format!("institusi{number}"), &password).await.status
    }
}

/// One that `by` began, and whose server ended before the first password was made.
async fn leave(server: &Server, by: &str) -> Left {
    let now = clock();
    let seed = FreshHandout::new(now).seed("somebody's session");
    let sealed = seed.seal(&server.services.vault).unwrap();
    let nobodys = hash_password("siapa pun bukan".to_owned()).await.unwrap();
    let new = |number: usize| Registration {
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
    let mut tx = server.db.begin().await.unwrap();
    let by = identity::find_by_username(&mut tx, by).await.unwrap().unwrap().person();
    let stored = institution::register(&mut tx, &new).await.unwrap();
    let accounts: Vec<UserId> = stored.iter().map(|(_, account)| *account).collect();
    let new =
        NewRegistration { purpose: Purpose::Register, by: &by, seed: &sealed, accounts: &accounts, at: now };
    let id = registration::begin(&mut tx, &new).await.unwrap();
    job::enqueue(&mut tx, &MakeFirstPasswords { registration: id }, now, now - LEASE * 2).await.unwrap();
    claim(&mut tx, "a server that ended", now - LEASE - TimeDelta::seconds(1)).await;
    tx.commit().await.unwrap();
    Left { id, seed }
}

/// What a server says that takes up the only job.
async fn claim(tx: &mut Tx, run: &str, at: DateTime<Utc>) -> Claim {
    let mut taken = job::claim(tx, &JobKind::ALL, run, 9, at).await.unwrap();
    assert_eq!(taken.len(), 1);
    taken.remove(0).claim
}

async fn ended(server: &Server, admin: &Client, left: &Left) -> RegistrationState {
    server.work_off().await;
    view(admin, &left.id.to_string()).await.state
}

async fn what_was_left_goes_on_where_it_was(server: Server) {
    let admin = server.client("admin").await;
    let left = leave(&server, "admin").await;
    let before = view(&admin, &left.id.to_string()).await;
    assert_eq!(before.state, RegistrationState::Running { waits: true });
    let page = admin.page(&format!("/institusi/daftarkan/{}", left.id)).await;
    assert!(page.text.contains("dilanjutkan sendiri"), "{}", page.text);
    let refused = Call::of("registration/renew").with("registration", left.id).by(&admin).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert_eq!(left.log_in(&server, 1).await, 422, "it has no password yet");
    assert_eq!(ended(&server, &admin, &left).await, RegistrationState::Finished);
    for number in [1, 10, 11, INSTITUTIONS] {
        assert_eq!(left.log_in(&server, number).await, 200, "{number}");
    }
    // Nobody's session can show them; they are made anew.
    assert_eq!(view(&admin, &left.id.to_string()).await.passwords, None);
    let begun = Call::of("registration/renew").with("registration", left.id).by(&admin).await;
    let (_, renewed) = super::end(&server, &admin, &begun).await;
    assert_eq!(passwords(renewed).len(), INSTITUTIONS);
}

async fn two_servers_do_not_do_it_twice(server: Server) {
    let admin = server.client("admin").await;
    let left = leave(&server, "admin").await;
    let other = server.at(clock);
    let (one, two) = tokio::join!(server.work_off(), other.work_off());
    assert_eq!(one + two, 1);
    assert_eq!(ended(&server, &admin, &left).await, RegistrationState::Finished);
    assert_eq!(left.log_in(&server, INSTITUTIONS).await, 200);
    let acts = server.acts().await;
    assert_eq!(acts.iter().filter(|act| *act == "make_first_passwords").count(), 1, "{acts:?}");
}

async fn it_stops_once_its_admin_was_closed(server: Server) {
    let admin = server.client("admin").await;
    server.add("admin2", Role::Admin, "admin").await;
    let left = leave(&server, "admin2").await;
    server.close_account("admin2").await;
    let RegistrationState::Stopped(reason) = ended(&server, &admin, &left).await else {
        panic!("it went on");
    };
    assert!(reason.contains("dinonaktifkan"), "{reason}");
    assert_eq!(left.log_in(&server, 1).await, 422);
    let page = admin.page(&format!("/institusi/daftarkan/{}", left.id)).await;
    assert!(page.text.contains("0 dari 13 akun"), "{}", page.text);
    // Another Admin takes care of them.
    let begun = Call::of("registration/renew").with("registration", left.id).by(&admin).await;
    let (_, renewed) = super::end(&server, &admin, &begun).await;
    assert_eq!(passwords(renewed).len(), INSTITUTIONS);
}

async fn it_stops_once_its_admin_is_none_any_more(server: Server) {
    let admin = server.client("admin").await;
    server.add("admin2", Role::Admin, "admin").await;
    let left = leave(&server, "admin2").await;
    let mut tx = server.db.begin().await.unwrap();
    let user = identity::find_by_username(&mut tx, "admin2").await.unwrap().unwrap();
    let change = identity::AccountChange {
        id: user.id,
        version: user.version,
        username: user.username,
        name: user.name,
        role: Role::Assistant,
        email: user.email,
        job_title: None,
    };
    identity::update(&mut tx, &change).await.unwrap();
    tx.commit().await.unwrap();
    let state = ended(&server, &admin, &left).await;
    assert!(
        matches!(&state, RegistrationState::Stopped(why) if why.contains("bukan Admin lagi")),
        "{state:?}"
    );
}

async fn what_somebody_is_at_is_left_alone(server: Server) {
    let admin = server.client("admin").await;
    let left = leave(&server, "admin").await;
    let mut tx = server.db.begin().await.unwrap();
    claim(&mut tx, "another server", clock() + TimeDelta::hours(1)).await;
    tx.commit().await.unwrap();
    assert_eq!(ended(&server, &admin, &left).await, RegistrationState::Running { waits: false });
    assert_eq!(left.log_in(&server, 1).await, 422);
    // Until it says nothing more.
    fn tomorrow() -> DateTime<Utc> {
        clock() + TimeDelta::days(1)
    }
    assert_eq!(server.at(tomorrow).work_off().await, 1);
    assert_eq!(view(&admin, &left.id.to_string()).await.state, RegistrationState::Finished);
}

async fn a_run_that_was_taken_over_makes_nothing(server: Server) {
    let admin = server.client("admin").await;
    let left = leave(&server, "admin").await;
    let mut tx = server.db.begin().await.unwrap();
    let one = claim(&mut tx, "one", clock()).await;
    claim(&mut tx, "two", clock() + LEASE * 2).await;
    tx.commit().await.unwrap();
    make_passwords(&server.services, &one, left.id).await.unwrap();
    let view = view(&admin, &left.id.to_string()).await;
    assert_eq!((view.done, view.state), (0, RegistrationState::Running { waits: false }));
}

async fn another_key_stops_it_with_a_sentence(server: Server) {
    let admin = server.client("admin").await;
    let left = leave(&server, "admin").await;
    let mut services = server.services.clone();
    services.vault = app::ports::Vault::new([8; 32]);
    assert_eq!(server.worker_with(services).do_due().await.unwrap(), 1);
    let state = view(&admin, &left.id.to_string()).await.state;
    assert!(matches!(&state, RegistrationState::Stopped(why) if why.contains("kunci server")), "{state:?}");
}
