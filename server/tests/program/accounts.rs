//! `sijapti admin create` and `sijapti user reset-password`.

use chrono::TimeDelta;
use domain::identity::Role;
use server::start::clock;
use store::{
    identity::{self, User},
    session::{self, Holder},
};

use crate::{house::House, serving::Server};

const PASSWORD: &str = "kuda-terbang-biru-42";

fn create<'a>(username: &'a str, email: &'a str) -> [&'a str; 11] {
    [
        "admin",
        "create",
        "--username",
        username,
        "--name",
        "Rina Wulandari",
        "--email",
        email,
        "--job-title",
        "Pranata Komputer",
        "--password-stdin",
    ]
}

async fn user(house: &House, username: &str) -> Option<User> {
    let db = house.db().await;
    let found = identity::find_by_username(&mut db.read().await.unwrap(), username).await.unwrap();
    db.close().await;
    found
}

/// What the log says, oldest first: act, name and what was there after it.
async fn log(house: &House) -> Vec<(String, String, String)> {
    let db = house.db().await;
    let lines = store::activity::recent(&mut db.read().await.unwrap(), 100).await.unwrap();
    db.close().await;
    let line = |line: store::activity::ActivityRecord| {
        assert!(line.user.is_none() || line.act != "create_officer");
        (line.act, line.name, line.after.map(|after| after.to_string()).unwrap_or_default())
    };
    lines.into_iter().rev().map(line).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_admin_is_made_and_logs_in() {
    let house = House::new();
    house.run(&create("Rina", "rina@bkn.go.id"), &format!("{PASSWORD}\n")).done();

    let rina = user(&house, "rina").await.unwrap();
    assert_eq!((rina.role, rina.active, rina.must_change_password), (Role::Admin, true, false));
    assert_eq!(rina.job_title.unwrap().name, "Pranata Komputer");
    let lines = log(&house).await;
    let acts: Vec<_> = lines.iter().map(|(act, name, _)| (act.as_str(), name.as_str())).collect();
    assert_eq!(acts, [("create_job_title", "Sistem"), ("create_officer", "Sistem")]);
    assert!(lines.iter().all(|(.., after)| !after.contains(PASSWORD) && !after.contains("argon2")));

    let server = Server::start(&house).await;
    server.log_in("rina", PASSWORD).await.unwrap();
    server.log_in("rina", "bukan password-nya").await.unwrap_err();
    // A further one, while the server runs; the Jabatan is there already.
    house.run(&create("budi", "budi@bkn.go.id"), PASSWORD).done();
    server.log_in("budi", PASSWORD).await.unwrap();
    assert_eq!(log(&house).await.iter().filter(|(act, ..)| act == "create_job_title").count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_who_cannot_be_taken_is_refused_in_a_sentence() {
    let house = House::new();
    house.run(&create("rina", "rina@bkn.go.id"), PASSWORD).done();
    let refused = |words: &[&str], input: &str| house.run(words, input).refused();

    assert_eq!(refused(&create("RINA", "x@bkn.go.id"), PASSWORD), "The user name rina is in use.");
    let taken = refused(&create("budi", "Rina@bkn.go.id"), PASSWORD);
    assert_eq!(taken, "The e-mail address rina@bkn.go.id is in use.");
    for (password, part) in [("pendek", "minimal 12"), ("Password1234", "paling sering"), ("", "wajib diisi")]
    {
        let sentence = refused(&create("budi", "budi@bkn.go.id"), password);
        assert!(sentence.starts_with("password: ") && sentence.contains(part), "{sentence}");
    }
    assert!(refused(&create("budi", "budi"), PASSWORD).starts_with("email: "));
    let two = refused(&create("budi", "budi@bkn.go.id"), &format!("{PASSWORD}\nlagi\n"));
    assert_eq!(two, "Standard input must hold the password and nothing else.");

    assert!(refused(&["admin", "create"], "").starts_with("There is no terminal to ask at"));
    assert!(refused(&create("budi", "budi@bkn.go.id")[..10], "").starts_with("There is no terminal"));
    assert!(user(&house, "budi").await.is_none());
}

#[test]
fn words_that_make_no_sense_are_told_apart() {
    let house = House::new();
    for words in
        [&["selesai"][..], &["admin"], &["user", "reset-password"], &["admin", "create", "--password", "x"]]
    {
        let ended = house.run(words, "");
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.errors.contains("Usage: sijapti"), "{ended:?}");
    }
    for (words, part) in [(&["--help"][..], "migrate"), (&["admin", "create", "--help"], "--job-title")] {
        let help = house.run(words, "").done();
        assert!(help.contains(part), "{help}");
    }
    assert!(!house.database.exists(), "asking for help makes no database");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_reset_and_every_session_ends() {
    let house = House::new();
    house.run(&create("rina", "rina@bkn.go.id"), PASSWORD).done();
    let rina = user(&house, "rina").await.unwrap().id;
    let now = clock();
    let db = house.db().await;
    let mut tx = db.begin().await.unwrap();
    let holder = Holder { account: rina, address: "10.0.0.1", agent: "Firefox" };
    for id in ["a", "b"] {
        session::insert(&mut tx, id, "{}", now + TimeDelta::hours(1)).await.unwrap();
        session::assign(&mut tx, id, &holder, now).await.unwrap();
    }
    tx.commit().await.unwrap();

    let ended = house.run(&["user", "reset-password", "RINA", "--generate"], "");
    let one_time = ended.done().trim().to_owned();
    assert!(user(&house, "rina").await.unwrap().must_change_password);
    assert!(session::sessions_of(&mut db.read().await.unwrap(), rina, now).await.unwrap().is_empty());
    let server = Server::start(&house).await;
    server.log_in("rina", &one_time).await.unwrap();
    server.log_in("rina", PASSWORD).await.unwrap_err();

    // Also while somebody guesses, so that logging in is slowed.
    for _ in 0..6 {
        server.log_in("rina", "tebakan").await.unwrap_err();
    }
    assert!(server.log_in("rina", &one_time).await.unwrap_err().starts_with("HTTP/1.1 429 "));
    let again = "sepeda-hijau-ke-kantor";
    house.run(&["user", "reset-password", "rina", "--password-stdin"], again).done();
    server.log_in("rina", again).await.unwrap();
    let lines = log(&house).await;
    let resets: Vec<_> = lines.iter().filter(|(act, ..)| act == "reset_password").collect();
    assert_eq!(resets.len(), 2);
    assert!(resets.iter().all(|(_, name, after)| name == "Sistem" && after == r#"{"username":"rina"}"#));
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_that_cannot_be_done_is_refused_in_a_sentence() {
    let house = House::new();
    let refused = |words: &[&str], input: &str| house.run(words, input).refused();
    let stdin = ["user", "reset-password", "rina", "--password-stdin"];
    assert!(refused(&stdin, PASSWORD).starts_with("There is no database "));
    assert!(!house.database.exists(), "a wrong setting makes no database");

    house.run(&["migrate"], "").done();
    assert_eq!(refused(&stdin, PASSWORD), "There is no account rina.");
    house.run(&create("rina", "rina@bkn.go.id"), PASSWORD).done();
    assert!(refused(&stdin, "pendek").contains("minimal 12"));
    assert!(refused(&stdin[..3], "").starts_with("There is no terminal to ask at"));
    let both = house.run(&["user", "reset-password", "rina", "--password-stdin", "--generate"], "");
    assert_eq!(both.code, Some(2), "{both:?}");
    assert!(!user(&house, "rina").await.unwrap().must_change_password);
}
