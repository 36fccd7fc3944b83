//! `sijapti backup`, and what a backup holds.

use std::{collections::BTreeSet, fs, time::Duration};

use store::{activity::ActivityRecord, attachment, sqlite};

use crate::{
    files,
    house::{Ended, House},
    saving::{Saving, check, tell},
    serving::Server,
};

/// Between two saves of a saver: long enough that they go on throughout the backup, and much shorter than it.
const PAUSE: Duration = Duration::from_millis(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_write_load_restores_to_one_moment() {
    let house = House::new();
    let story = tell(&house);
    let server = Server::start(&house).await;
    let mut sent = BTreeSet::new();
    for number in 0..5 {
        let size = 10 + number * 300_000;
        sent.insert(files::upload(server.address, &story.cookie, &format!("{number}.pdf"), size).await);
    }
    let saving = Saving::begin(server.address, &story, PAUSE);
    saving.reach(20).await;
    let uploads = {
        let (address, cookie) = (server.address, story.cookie.clone());
        tokio::spawn(async move {
            for number in 0.. {
                files::upload(address, &cookie, &format!("later-{number}.pdf"), 50_000).await;
                tokio::time::sleep(PAUSE).await;
            }
        })
    };
    let before = saving.so_far().await;
    let archive = house.path("backup.tar.gz");
    let said = {
        let command = house.sijapti(&["backup", archive.to_str().unwrap()]);
        tokio::task::spawn_blocking(|| Ended::of(command, "").done()).await.unwrap()
    };
    assert!(said.contains("holds everything up to"), "{said}");
    let during = saving.so_far().await.len() - before.len();
    assert!(during > 0, "nobody saved while the backup was made");
    uploads.abort();
    _ = uploads.await;
    drop(server);
    saving.end().await;

    let other = House::new();
    other.run(&["restore", archive.to_str().unwrap()], "").done();
    assert_eq!(sqlite::complaint(&other.database).await.unwrap(), None);
    assert_eq!(sqlite::rows(&other.database).await.unwrap()["session"], 0);
    let (there, restored) = (house.db().await, other.db().await);
    check(&restored, &story, &before).await;
    assert!(sent.is_subset(&files::check(&restored, &other.files).await.into_iter().collect()));

    // Line by line the same log, up to the backup's moment.
    let (whole, mut lines) = (log(&there).await, log(&restored).await);
    assert_eq!(lines.pop().unwrap().act, "restore");
    assert!(lines.len() >= before.len() && lines.len() < whole.len());
    assert_eq!(lines, whole[..lines.len()]);
    let last = whole.iter().rfind(|line| line.act == "backup").unwrap();
    assert_eq!((last.name.as_str(), last.user), ("Sistem", None));
    there.close().await;
    restored.close().await;

    // The key is in no backup: whoever restores one elsewhere brings it along.
    fs::copy(house.database.with_extension("key"), other.database.with_extension("key")).unwrap();
    let server = Server::start(&other).await;
    server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
}

/// Oldest first.
async fn log(db: &store::Db) -> Vec<ActivityRecord> {
    let mut lines = store::activity::recent(&mut db.read().await.unwrap(), 1000).await.unwrap();
    lines.sort_by_key(|line| line.id);
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_attachment_is_told_and_a_swept_one_is_not() {
    let house = House::new();
    let story = tell(&house);
    let server = Server::start(&house).await;
    let mut sent = Vec::new();
    for name in ["lost.pdf", "swept.pdf", "changed.pdf", "whole.pdf"] {
        sent.push(files::upload(server.address, &story.cookie, name, 2000).await);
    }
    drop(server);
    let db = house.db().await;
    let mut tx = db.begin().await.unwrap();
    let owner = store::identity::find_by_username(&mut tx, "jaksel").await.unwrap().unwrap().id;
    assert!(attachment::claim(&mut tx, &sent[..1], story.plan(), "files", owner).await.unwrap());
    tx.commit().await.unwrap();
    let contents = files::contents(&db).await;
    db.close().await;

    let archive = house.path("backup.tar.gz");
    let words = ["backup", archive.to_str().unwrap(), "--keep-going"];
    // What no record names may go at any moment.
    fs::remove_file(house.files.join(&contents[1].key)).unwrap();
    house.run(&words[..2], "").done();
    fs::remove_file(&archive).unwrap();

    for (place, what) in [(2, "not what was stored"), (0, "lost")] {
        match place {
            0 => fs::remove_file(house.files.join(&contents[0].key)).unwrap(),
            _ => fs::write(house.files.join(&contents[2].key), "other").unwrap(),
        }
        let sentence = house.run(&words[..2], "").refused();
        assert!(sentence.contains(&contents[place].name) && sentence.contains(what), "{sentence}");
        assert!(!archive.exists() && left_behind(&house).is_empty(), "{:?}", left_behind(&house));
    }
    let ended = house.run(&words, "");
    assert_eq!(ended.errors.lines().count(), 2, "{ended:?}");
    ended.done();
    let other = House::new();
    other.run(&["restore", archive.to_str().unwrap()], "").done();
    assert_eq!(files::all_in(&other.files).len(), 2);
    assert_eq!(fs::read(other.files.join(&contents[2].key)).unwrap(), b"other");
}

/// What a backup may have left beside its file.
fn left_behind(house: &House) -> Vec<String> {
    let names = fs::read_dir(house.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".sijapti") || name.ends_with(".part")).collect()
}

#[test]
fn a_backup_overwrites_nothing() {
    let house = House::new();
    let archive = house.path("backup.tar.gz");
    let words = ["backup", archive.to_str().unwrap()];
    assert!(house.run(&words, "").refused().starts_with("There is no database "));
    house.run(&["migrate"], "").done();
    fs::write(&archive, "mine").unwrap();
    assert!(house.run(&words, "").refused().ends_with("is there already; a backup overwrites nothing."));
    assert_eq!(fs::read_to_string(&archive).unwrap(), "mine");
    fs::remove_file(&archive).unwrap();
    let part = house.path("backup.tar.gz.part");
    fs::write(&part, "half").unwrap();
    assert!(house.run(&words, "").refused().contains("another backup is under way"));
    assert_eq!(fs::read_to_string(&part).unwrap(), "half");
    fs::remove_file(&part).unwrap();
    // Not even a folder for attachments is there yet.
    house.run(&words, "").done();
    assert!(left_behind(&house).is_empty());
    assert_eq!(mode(&archive), 0o600, "it holds what nobody else may read");
}

fn mode(file: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_postgresql_is_left_to_its_own_tools() {
    let house = House::new();
    for (words, tool) in [(["backup", "x.tar.gz"], "pg_dump"), (["restore", "x.tar.gz"], "pg_restore")] {
        let mut command = house.sijapti(&words);
        command.env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
        let sentence = Ended::of(command, "").refused();
        assert!(sentence.contains(tool) && sentence.contains("docs/operations.md"), "{sentence}");
    }
}
