//! A disk that is full, a database that somebody else holds, one that is newer than the program, and one of
//! which only the file was copied.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, str::FromStr as _};

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    house::House,
    saving::tell,
    serving::{FORM, Server, ask, is_ok},
};

async fn behind(house: &House) -> SqliteConnection {
    let url = format!("sqlite:{}", house.database.display());
    SqliteConnection::connect_with(&SqliteConnectOptions::from_str(&url).unwrap()).await.unwrap()
}

async fn health(server: &Server) -> String {
    ask(server.address, "GET", "/healthz", "", FORM, b"").await.unwrap()
}

/// How much a process may write into one file: what is beyond is refused as on a full disk.
fn limit(server: &Server, bytes: Option<u64>) {
    let process = Pid::from_raw(server.id().try_into().unwrap());
    prlimit(process, Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_disk_was_full_says_so_and_goes_on_by_itself() {
    let house = House::new();
    tell(&house);
    let server = Server::start_patient(&house).await;
    server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
    limit(&server, Some(4096));
    for _ in 0..2 {
        let said = server.log_in("jaksel", server::demo::PASSWORD).await.unwrap_err();
        assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
        assert!(said.contains("bukan karena isian Anda") && said.contains("nomor rujukan"), "{said}");
    }
    let said = health(&server).await;
    assert!(said.starts_with("HTTP/1.1 503 ") && said.contains("database cannot be written"), "{said}");
    limit(&server, None);
    server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
    assert!(is_ok(&health(&server).await));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_somebody_holds_the_database_pages_are_read_and_the_rest_says_that_it_is_busy() {
    let house = House::new();
    let story = tell(&house);
    let server = Server::start(&house).await;
    let mut holder = behind(&house).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut holder).await.unwrap();

    let page = ask(server.address, "GET", "/seleksi", &story.cookie, FORM, b"").await.unwrap();
    assert!(is_ok(&page), "{page}");
    let archive = house.path("backup.tar.gz");
    let plan = format!("plan={}", story.scoring_path.split('/').nth(2).unwrap());
    let (login, plan, commands) = tokio::join!(
        server.log_in("jaksel", server::demo::PASSWORD),
        ask(server.address, "POST", "/api/selection/get_plan", &story.cookie, FORM, plan.as_bytes()),
        async {
            tokio::task::block_in_place(|| {
                let words = ["user", "reset-password", "jaksel", "--generate"];
                std::thread::scope(|scope| {
                    let reset = scope.spawn(|| house.run(&words, ""));
                    let backup = scope.spawn(|| house.run(&["backup", archive.to_str().unwrap()], ""));
                    [reset.join().unwrap(), backup.join().unwrap()]
                })
            })
        }
    );
    let said = login.unwrap_err();
    assert!(said.starts_with("HTTP/1.1 503 ") && said.contains("Penyimpanan sedang sibuk"), "{said}");
    assert!(is_ok(&plan.unwrap()), "that it was seen is noted another time");
    for ended in commands {
        let sentence = ended.refused();
        assert!(sentence.starts_with("The database is in use by another program"), "{sentence}");
        assert_eq!(sentence.matches("in use").count(), 1, "{sentence}");
    }
    assert!(!archive.exists() && !house.path("backup.tar.gz.part").exists());

    sqlx::query("ROLLBACK").execute(&mut holder).await.unwrap();
    server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
    house.run(&["backup", archive.to_str().unwrap()], "").done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_database_is_refused_with_both_versions_and_the_way_out() {
    let house = House::new();
    house.run(&["migrate"], "").done();
    let archive = house.path("newer.tar.gz");
    house.run(&["backup", archive.to_str().unwrap()], "").done();
    let mut other = behind(&house).await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations SELECT 99999999999999, 'dari versi baru', installed_on, success, checksum, \
         execution_time FROM _sqlx_migrations LIMIT 1",
    )
    .execute(&mut other)
    .await
    .unwrap();
    other.close().await.unwrap();
    for words in [&["migrate"][..], &["serve"], &["user", "reset-password", "admin", "--generate"]] {
        let mut command = house.sijapti(words);
        command.env("RUST_LOG", "off").env("SIJAPTI_ADDR", "127.0.0.1:0");
        let sentence = crate::house::Ended::of(command, "").refused();
        for part in ["99999999999999", env!("CARGO_PKG_VERSION"), "Nothing was changed", "newer"] {
            assert!(sentence.contains(part), "{sentence}");
        }
        assert_eq!(sentence.matches("99999999999999").count(), 1, "{sentence}");
    }
    house.run(&["restore", archive.to_str().unwrap(), "--force"], "").done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_of_a_running_server_alone_is_no_database() {
    let house = House::new();
    let server = Server::start(&house).await;
    let copy = House::new();
    fs::create_dir_all(copy.database.parent().unwrap()).unwrap();
    fs::copy(&house.database, &copy.database).unwrap();
    let sentence = copy.run(&["serve"], "").refused();
    assert!(sentence.contains("write-ahead log is missing"), "{sentence}");
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_stored_is_nobody_elses_to_read() {
    let house = House::new();
    let story = tell(&house);
    for path in [house.database.parent().unwrap(), &house.files] {
        fs::create_dir_all(path).unwrap();
    }
    let old = house.files.join("surat");
    fs::write(&old, "x").unwrap();
    for path in [house.files.as_path(), &old, &house.database] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let server = Server::start(&house).await;
    crate::files::upload(server.address, &story.cookie, "surat.pdf", 1000).await;
    let archive = house.path("backup.tar.gz");
    house.run(&["backup", archive.to_str().unwrap()], "").done();
    let mut all = vec![archive, house.database.clone(), house.database.with_file_name("sijapti.db-wal")];
    list(&house.files, &mut all);
    assert!(all.len() > 4, "{all:?}");
    for path in all {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{} has {mode:o}", path.display());
    }
}

fn list(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
    all.push(folder.to_owned());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { list(&path, all) } else { all.push(path) }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_nobody_reads_any_more_ends_nothing() {
    let house = House::new();
    let mut server = Server::start_logged(&house).await;
    // Whoever read it has gone.
    drop(server.take_log());
    for _ in 0..3 {
        assert!(server.log_in("nobody", "tebakan").await.unwrap_err().starts_with("HTTP/1.1 4"));
    }
    server.log_in("nobody", "tebakan").await.unwrap_err();
    assert!(server.is_running());
}
