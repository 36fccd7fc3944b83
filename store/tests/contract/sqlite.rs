use std::path::{Path, PathBuf};

use store::{
    Db, StoreError, session,
    sqlite::{self, Hold},
};
use tempfile::TempDir;

use crate::{
    harness::{Site, on_sqlite},
    world::world,
};

fn database(site: &Site) -> PathBuf {
    sqlite::file(&site.url).unwrap().unwrap()
}

fn folder(site: &Site) -> &Path {
    site.folder.as_ref().unwrap().path()
}

#[test]
fn only_sqlite_has_a_file() {
    assert_eq!(sqlite::file("sqlite:data/a.db").unwrap(), Some(PathBuf::from("data/a.db")));
    assert_eq!(sqlite::file("postgres://x@y/z").unwrap(), None);
    for url in ["sqlite::memory:", "sqlite:", "mysql://x@y/z", ""] {
        assert!(matches!(sqlite::file(url), Err(StoreError::Address(_))), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_holds_what_was_committed_and_is_whole() {
    on_sqlite(|site| async move {
        let world = world(&site).await;
        let to = folder(&site).join("copy's.db");
        // What is not committed is nobody's to see, and hinders nobody.
        let mut open = site.db.begin().await.unwrap();
        session::insert(&mut open, "uncommitted", "{}", world.later(60)).await.unwrap();
        sqlite::copy(&database(&site), &to).await.unwrap();
        open.commit().await.unwrap();

        let (there, copied) =
            (sqlite::rows(&database(&site)).await.unwrap(), sqlite::rows(&to).await.unwrap());
        assert_eq!((there["session"], copied["session"]), (1, 0));
        assert!(copied["account"] > 0 && copied["account"] == there["account"]);
        assert_eq!(copied["_sqlx_migrations"], there["_sqlx_migrations"]);
        assert_eq!(sqlite::complaint(&to).await.unwrap(), None);
        assert!(sqlite::copy(&database(&site), &to).await.is_err(), "nothing is overwritten");
        assert!(sqlite::copy(&folder(&site).join("none.db"), &folder(&site).join("x.db")).await.is_err());

        let copy = Db::open(&to).await.unwrap();
        copy.migrate().await.unwrap();
        let mut tx = copy.begin().await.unwrap();
        assert!(store::identity::find(&mut tx, world.operator.id).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_told() {
    on_sqlite(|site| async move {
        let _world = world(&site).await;
        let mut other = sqlx_behind(&database(&site)).await;
        sqlx::query("UPDATE account SET institution_id = 9999 WHERE institution_id IS NOT NULL")
            .execute(&mut other)
            .await
            .unwrap();
        drop(other);
        let complaint = sqlite::complaint(&database(&site)).await.unwrap().unwrap();
        assert_eq!(complaint, "a row of account refers to nothing");
        let text = folder(&site).join("text");
        std::fs::write(&text, "no database at all, but long enough to look for a header in it".repeat(20))
            .unwrap();
        assert!(sqlite::complaint(&text).await.is_err());
        assert!(matches!(sqlite::hold(&text).await.unwrap(), Hold::Unreadable));
    })
    .await;
}

async fn sqlx_behind(file: &Path) -> sqlx::SqliteConnection {
    use sqlx::Connection as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).foreign_keys(false);
    sqlx::SqliteConnection::connect_with(&options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_held_by_one_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.db");
    let db = Db::open(&file).await.unwrap();
    db.migrate().await.unwrap();
    // Idle, but open.
    assert!(matches!(sqlite::hold(&file).await.unwrap(), Hold::InUse));
    db.close().await;
    let Hold::Held(held) = sqlite::hold(&file).await.unwrap() else { panic!("nobody else has it") };
    assert!(matches!(sqlite::hold(&file).await.unwrap(), Hold::InUse));
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["a.db"], "all it holds is in its one file");
    held.release().await.unwrap();
    Db::open(&file).await.unwrap().ping().await.unwrap();
}
