//! The program with its attachments in a bucket: how it starts, and what it refuses.

use std::{fs, time::Duration};

use store::sqlite;
use tokio::{net::TcpStream, task::yield_now, time::timeout};

use crate::{
    fake_bucket::{BUCKET, FakeBucket, KEY_ID, Mood, PREFIX, REGION, SECRET},
    files,
    house::{Ended, House},
    saving::tell,
    serving::{FORM, Server, ask, is_ok},
};

async fn house() -> (House, FakeBucket) {
    let (mut house, fake) = (House::new(), FakeBucket::open().await);
    house.environment = vec![
        ("SIJAPTI_FILES", format!("s3://{BUCKET}/{PREFIX}")),
        ("AWS_ENDPOINT_URL", format!("http://{}", fake.address)),
        ("AWS_REGION", REGION.to_owned()),
        ("AWS_ACCESS_KEY_ID", KEY_ID.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
    ];
    (house, fake)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attachments_lie_in_the_bucket_and_nowhere_else() {
    let (house, fake) = house().await;
    let story = tell(&house);
    let server = Server::start(&house).await;
    assert_eq!(fake.shelf.count(), 0, "what the start has tried stays behind");
    let id = files::upload(server.address, &story.cookie, "surat.pdf", 7_000_000).await;
    drop(server);
    assert_eq!(fake.shelf.count(), 1);
    assert!(!house.files.exists(), "there is a folder besides");
    let server = Server::start(&house).await;
    let path = format!("/files/{id}");
    let answer = ask(server.address, "GET", &path, &story.cookie, FORM, b"").await.unwrap();
    assert!(is_ok(&answer) && answer.contains("%PDF-1.7\nsurat.pdf\n") && answer.len() > 7_000_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_cannot_be_used_is_told_before_anybody_is_let_in() {
    let (house, fake) = house().await;
    let started = |name: &'static str, value: &str| {
        let mut command = house.sijapti(&["serve"]);
        command.env("SIJAPTI_ADDR", "127.0.0.1:0").env("RUST_LOG", "off").env(name, value);
        let said = tokio::task::block_in_place(|| Ended::of(command, "").refused());
        assert!(!said.contains(SECRET) && !said.contains(KEY_ID), "{said}");
        said
    };
    for (name, value, words) in [
        ("AWS_SECRET_ACCESS_KEY", "another", "403 Forbidden: SignatureDoesNotMatch"),
        ("AWS_ACCESS_KEY_ID", "another", "403 Forbidden: InvalidAccessKeyId"),
        ("AWS_REGION", "id-other-1", "AuthorizationHeaderMalformed"),
        ("SIJAPTI_FILES", "s3://another", "404 Not Found: NoSuchBucket"),
    ] {
        let said = started(name, value);
        assert!(said.starts_with("SIJAPTI_FILES: the bucket ") && said.contains(words), "{said}");
        assert!(said.contains("docs/operations.md"), "{said}");
    }
    for (name, value, words) in [
        ("SIJAPTI_FILES", "s3://", "needs the name of a bucket"),
        ("SIJAPTI_FILES", "gs://arsip", "write a folder"),
        ("AWS_SECRET_ACCESS_KEY", "", "asks for this"),
        ("AWS_ENDPOINT_URL", "http://s3.example.go.id", "AWS_ALLOW_HTTP"),
        ("AWS_CA_BUNDLE", "/there/is/none.pem", "/there/is/none.pem"),
        ("TMPDIR", "/there/is/no/folder", "TMPDIR"),
    ] {
        let said = started(name, value);
        assert!(said.contains(name) && said.contains(words), "{said}");
    }
    fake.shelf.set_mood(Mood::Failing);
    assert!(started("SIJAPTI_DEMO", "0").contains("InternalError"));
    fake.close();
    assert!(started("SIJAPTI_DEMO", "0").contains("onnection refused"));
    assert!(!house.database.exists(), "a database was made");
    assert_eq!(fake.shelf.count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_both_is_refused_where_there_is_a_bucket() {
    let (house, _fake) = house().await;
    let plain = House::new();
    plain.run(&["migrate"], "").done();
    let archive = plain.path("backup.tar.gz");
    let archive = archive.to_str().unwrap();
    plain.run(&["backup", archive], "").done();
    house.run(&["migrate"], "").done();
    let before = sqlite::rows(&house.database).await.unwrap();
    let other = house.path("other.tar.gz");
    for words in [&["backup", other.to_str().unwrap()][..], &["restore", archive, "--force"]] {
        let said = house.run(words, "").refused();
        for part in ["bucket", "database alone", "docs/operations.md"] {
            assert!(said.contains(part), "{said}");
        }
    }
    assert!(!other.exists());
    assert_eq!(sqlite::rows(&house.database).await.unwrap(), before);
    assert_eq!(beside_the_database(&house), ["sijapti.db"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_told_to_end_records_first_what_it_was_sent() {
    let (house, fake) = house().await;
    let story = tell(&house);
    let server = Server::start(&house).await;
    fake.shelf.set_mood(Mood::Holding);
    let held = timeout(Duration::from_secs(10), fake.shelf.until_one_is_held());
    tokio::select! {
        id = files::upload(server.address, &story.cookie, "surat.pdf", 2000) => panic!("{id} was answered"),
        held = held => held.unwrap(),
    }
    let address = server.address;
    let told = async {
        // It lets nobody in any more.
        while TcpStream::connect(address).await.is_ok() {
            yield_now().await;
        }
        fake.shelf.set_mood(Mood::Well);
    };
    tokio::join!(server.end(), told);
    assert_eq!(files::contents(&house.db().await).await.len(), 1);
    assert_eq!(fake.shelf.count(), 1);
}

/// What lies there, without what SQLite keeps beside it.
fn beside_the_database(house: &House) -> Vec<String> {
    let names =
        fs::read_dir(house.database.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| !name.contains(".db-")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_database_alone_is_copied_and_put_back_beside_the_bucket() {
    let (house, fake) = house().await;
    let story = tell(&house);
    let server = Server::start(&house).await;
    let id = files::upload(server.address, &story.cookie, "surat.pdf", 2000).await;
    let archive = house.path("database.tar.gz");
    let archive = archive.to_str().unwrap();
    let said = house.run(&["backup", archive, "--database-only"], "").done();
    assert!(said.contains("holds no attachment"), "{said}");
    files::upload(server.address, &story.cookie, "kemudian.pdf", 2000).await;
    drop(server);
    let said = house.run(&["restore", archive, "--force"], "").done();
    assert!(said.contains("were left alone"), "{said}");
    assert_eq!(files::contents(&house.db().await).await.len(), 1);
    assert_eq!(fake.shelf.count(), 2);
    let server = Server::start(&house).await;
    let cookie = server.log_in("jaksel", server::demo::PASSWORD).await.unwrap();
    let answer = ask(server.address, "GET", &format!("/files/{id}"), &cookie, FORM, b"").await.unwrap();
    assert!(is_ok(&answer) && answer.contains("surat.pdf"), "{answer}");

    // A folder stays as it is, too.
    let plain = House::new();
    fs::create_dir_all(&plain.files).unwrap();
    fs::write(plain.files.join("surat"), "x").unwrap();
    plain.run(&["restore", archive], "").done();
    assert!(plain.run(&["restore", archive], "").refused().contains("sijapti.db is there already"));
    plain.run(&["restore", archive, "--force"], "").done();
    assert_eq!(fs::read(plain.files.join("surat")).unwrap(), b"x");
}
