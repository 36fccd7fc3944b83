//! `sijapti restore`, and what it refuses.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sha2::{Digest as _, Sha256};
use sqlx::Connection as _;
use tar::{Archive, Builder, EntryType, Header};

use crate::{
    files,
    house::{Ended, House},
    saving::tell,
    serving::Server,
};

/// A house with one attachment, and a backup of it.
async fn house() -> (House, PathBuf) {
    let house = House::new();
    let story = tell(&house);
    let server = Server::start(&house).await;
    files::upload(server.address, &story.cookie, "surat.pdf", 100_000).await;
    drop(server);
    let archive = house.path("backup.tar.gz");
    house.run(&["backup", archive.to_str().unwrap()], "").done();
    (house, archive)
}

fn restore(house: &House, archive: &Path, force: bool) -> Ended {
    let words = ["restore", archive.to_str().unwrap(), "--force"];
    house.run(if force { &words } else { &words[..2] }, "")
}

/// What lies in the house's folder of data.
fn names(house: &House) -> Vec<String> {
    let entries = fs::read_dir(house.database.parent().unwrap()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn acts(house: &House) -> Vec<String> {
    let db = house.db().await;
    let lines = store::activity::recent(&mut db.read().await.unwrap(), 1000).await.unwrap();
    files::check(&db, &house.files).await;
    db.close().await;
    lines.into_iter().map(|line| line.act).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_there_is_kept_aside_and_only_when_told() {
    let (house, archive) = house().await;
    let before = acts(&house).await;
    assert_eq!(before[0], "backup");
    let sentence = restore(&house, &archive, false).refused();
    assert!(
        sentence.ends_with("is there already; --force moves it aside and keeps it. Nothing was replaced."),
        "{sentence}"
    );
    assert_eq!(acts(&house).await, before);

    let said = restore(&house, &archive, true).done();
    let restored = acts(&house).await;
    assert_eq!((restored[0].as_str(), &restored[1..]), ("restore", &before[1..]));
    let kept: Vec<_> = names(&house).into_iter().filter(|name| name.contains(".before-restore-")).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept.iter().all(|name| said.contains(name)), "{said}");
    assert!(kept[0].starts_with("files.before") && kept[1].starts_with("sijapti.db.before"));
    let old = House { database: house.database.with_file_name(&kept[1]), ..House::new() };
    let old = House { files: house.files.with_file_name(&kept[0]), ..old };
    assert_eq!(acts(&old).await, before);
    assert!(!names(&house).iter().any(|name| name.starts_with(".sijapti")), "{:?}", names(&house));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_restored_under_a_running_server() {
    let (house, archive) = house().await;
    let server = Server::start(&house).await;
    let sentence = restore(&house, &archive, true).refused();
    assert!(
        sentence.ends_with("is in use: stop the server, then restore. Nothing was replaced."),
        "{sentence}"
    );
    server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
    drop(server);
    // A killed server holds nothing.
    restore(&house, &archive, true).done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ruined_database_can_be_replaced() {
    let (house, archive) = house().await;
    fs::write(&house.database, "ruined".repeat(10_000)).unwrap();
    fs::write(house.database.with_file_name("sijapti.db-wal"), "of the ruined one").unwrap();
    restore(&house, &archive, true).done();
    assert_eq!(acts(&house).await[0], "restore");
    assert_eq!(names(&house).iter().filter(|name| name.contains(".before-restore-")).count(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_backup_replaces_nothing() {
    let (house, archive) = house().await;
    let (before, there) = (acts(&house).await, names(&house));
    let whole = fs::read(&archive).unwrap();
    let damaged = house.path("damaged.tar.gz");
    let mut flipped = whole.clone();
    // Several bytes: a single one may happen to mean the same.
    flipped[whole.len() / 2..][..16].fill(0x5a);
    let mut last = whole.clone();
    last[whole.len() - 5] ^= 1;
    for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 9], &flipped, &last, b"no backup", b""] {
        fs::write(&damaged, bytes).unwrap();
        let sentence = restore(&house, &damaged, true).refused();
        assert!(sentence.ends_with("Nothing was replaced."), "{sentence}");
    }
    // Whatever a damaged header holds, line breaks and controls of the terminal included, stays out of the sentence.
    let mut header = Header::new_gnu();
    header.as_old_mut().cksum.copy_from_slice(b"\xff\n)H\x1b[2J");
    let mut zipped = GzEncoder::new(File::create(&damaged).unwrap(), Compression::fast());
    zipped.write_all(header.as_bytes()).unwrap();
    zipped.finish().unwrap();
    let sentence = restore(&house, &damaged, true).refused();
    assert!(sentence.ends_with("it is damaged, or no backup. Nothing was replaced."), "{sentence}");

    let none = restore(&house, &house.path("none.tar.gz"), true).refused();
    assert!(none.contains("none.tar.gz"), "{none}");
    assert_eq!((acts(&house).await, names(&house)), (before, there));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_alone_are_kept_aside_only_when_told_too() {
    let (_house, archive) = house().await;
    let plain = House::new();
    fs::create_dir_all(&plain.files).unwrap();
    fs::write(plain.files.join("surat"), "x").unwrap();
    let sentence = restore(&plain, &archive, false).refused();
    assert!(sentence.contains("files is there already; --force moves it aside"), "{sentence}");
    assert!(sentence.ends_with("Nothing was replaced."), "{sentence}");
    assert_eq!(names(&plain), ["files"]);
    assert_eq!(fs::read(plain.files.join("surat")).unwrap(), b"x");
    restore(&plain, &archive, true).done();
    assert_eq!(acts(&plain).await[0], "restore");
}

/// One more entry, or a change to one.
type Change<'a> = &'a dyn Fn(&str, &mut Vec<u8>) -> bool;

/// Writes an archive anew: entries as `change` leaves them, without those it answers `false` for; `extra`
/// comes first.
fn rewrite(from: &Path, to: &Path, extra: Option<(&str, EntryType)>, change: Change<'_>) {
    let mut builder = Builder::new(GzEncoder::new(File::create(to).unwrap(), Compression::fast()));
    if let Some((name, kind)) = extra {
        let mut header = Header::new_gnu();
        // Straight into the header: the library refuses such names.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(4);
        if kind == EntryType::Symlink {
            header.set_size(0);
            header.set_link_name("/tmp").unwrap();
        }
        header.set_cksum();
        builder.append(&header, &b"evil"[..header.size().unwrap() as usize]).unwrap();
    }
    let mut archive = Archive::new(GzDecoder::new(File::open(from).unwrap()));
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let (name, mut bytes) = (entry.path().unwrap().to_string_lossy().into_owned(), Vec::new());
        std::io::copy(&mut entry, &mut bytes).unwrap();
        if change(&name, &mut bytes) {
            let mut header = entry.header().clone();
            header.set_size(bytes.len() as u64);
            builder.append_data(&mut header, &name, &*bytes).unwrap();
        }
    }
    builder.into_inner().unwrap().finish().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archive_that_was_tampered_with_is_refused() {
    let (house, archive) = house().await;
    let (before, there) = (acts(&house).await, names(&house));
    let changed = house.path("changed.tar.gz");
    let refused = |extra: Option<(&str, EntryType)>, change: Change<'_>| {
        rewrite(&archive, &changed, extra, change);
        restore(&house, &changed, true).refused()
    };
    let same = |_: &str, _: &mut Vec<u8>| true;
    for name in ["../evil", "files/../../evil", "/tmp/evil", "files//evil", "evil", "files/", "database.db/x"]
    {
        let sentence = refused(Some((name, EntryType::Regular)), &same);
        assert!(sentence.contains("has no place in a backup"), "{name}: {sentence}");
    }
    for kind in [EntryType::Symlink, EntryType::Link, EntryType::Directory, EntryType::Fifo] {
        let sentence = refused(Some(("files/ab", kind)), &same);
        assert!(sentence.contains("is no plain file"), "{kind:?}: {sentence}");
    }
    let extra = refused(Some(("files/zz/more", EntryType::Regular)), &same);
    assert!(extra.contains("other attachments than its manifest lists"), "{extra}");
    let gone = refused(None, &|name, _| !name.starts_with("files/"));
    assert!(gone.contains("is not the one that was copied"), "{gone}");
    let other = refused(None, &|name, bytes| {
        if name.starts_with("files/") {
            bytes[50] ^= 1;
        }
        true
    });
    assert!(other.contains("is not the one that was copied"), "{other}");
    let database = refused(None, &|name, bytes| {
        if name == "database.db" {
            let end = bytes.len() - 1;
            bytes[end] ^= 1;
        }
        true
    });
    assert!(database.contains("its database is not the one that was copied"), "{database}");
    let bare = refused(None, &|name, _| name != "manifest.jsonl");
    assert!(bare.contains("it has no manifest"), "{bare}");

    assert!(!house.path("evil").exists() && !house.path("data/evil").exists());
    assert_eq!((acts(&house).await, names(&house)), (before, there));
    rewrite(&archive, &changed, None, &same);
    restore(&house, &changed, true).done();
}

/// Made by a version that is yet to come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_newer_version_replaces_nothing_and_says_which_one_it_needs() {
    let (house, archive) = house().await;
    let (before, there) = (acts(&house).await, names(&house));
    let database = house.path("newer.db");
    let mut tar = Archive::new(GzDecoder::new(File::open(&archive).unwrap()));
    let mut copied = tar.entries().unwrap().next().unwrap().unwrap();
    assert_eq!(copied.path().unwrap().to_str(), Some("database.db"));
    copied.unpack(&database).unwrap();
    let mut connection =
        sqlx::SqliteConnection::connect_with(&sqlx::sqlite::SqliteConnectOptions::new().filename(&database))
            .await
            .unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations SELECT 99999999999999, 'dari versi baru', installed_on, success, checksum, \
         execution_time FROM _sqlx_migrations LIMIT 1",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
    let newer = fs::read(&database).unwrap();
    let digest: String = Sha256::digest(&newer).iter().map(|byte| format!("{byte:02x}")).collect();
    let changed = house.path("newer.tar.gz");
    rewrite(&archive, &changed, None, &|name, bytes| {
        match name {
            "database.db" => bytes.clone_from(&newer),
            "manifest.jsonl" => {
                let text = String::from_utf8(bytes.clone()).unwrap();
                let (first, rest) = text.split_once('\n').unwrap();
                let mut manifest: serde_json::Value = serde_json::from_str(first).unwrap();
                manifest["database"] = digest.clone().into();
                manifest["version"] = "7.5.3".into();
                let rows = manifest["rows"]["_sqlx_migrations"].as_u64().unwrap() + 1;
                manifest["rows"]["_sqlx_migrations"] = rows.into();
                *bytes = format!("{manifest}\n{rest}").into_bytes();
            }
            _ => {}
        }
        true
    });
    let sentence = restore(&house, &changed, true).refused();
    for part in ["7.5.3", "99999999999999", env!("CARGO_PKG_VERSION")] {
        assert!(sentence.contains(part), "{sentence}");
    }
    assert!(sentence.ends_with("Nothing was replaced."), "{sentence}");
    assert_eq!((acts(&house).await, names(&house)), (before, there));
}
