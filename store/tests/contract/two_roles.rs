//! A database that is newer than the program, and what a role may do that only serves.

use chrono::DateTime;
use domain::{
    activity::{Act, Activity},
    record::{RecordKind, RecordRef},
};
use sqlx::{Connection as _, Executor as _};
use store::{
    Db, StoreError, activity,
    postgres::{GrantError, grant},
    session,
};

use crate::{harness::Site, world::world};

contract!(
    a_newer_database_is_known_by_its_migration,
    a_line_of_the_log_cannot_be_replaced,
    a_role_that_serves_cannot_change_the_log,
);

async fn a_newer_database_is_known_by_its_migration(site: Site) {
    site.execute(
        "INSERT INTO _sqlx_migrations SELECT 99999999999999, 'of a newer version', installed_on, success, checksum, \
         execution_time FROM _sqlx_migrations LIMIT 1",
    )
    .await
    .unwrap();
    let refused = site.db.migrate().await.unwrap_err();
    let StoreError::Newer { database, known, program } = &refused else { panic!("{refused:?}") };
    assert_eq!((*database, *program), (99_999_999_999_999, env!("CARGO_PKG_VERSION")));
    let sentence = refused.to_string();
    assert!(sentence.contains("99999999999999") && sentence.contains(&known.to_string()), "{sentence}");
    assert!(sentence.contains(program) && sentence.contains("Nothing was changed"), "{sentence}");
}

fn line() -> Activity {
    Activity {
        user: None,
        name: "Sistem".to_owned(),
        at: DateTime::UNIX_EPOCH,
        address: String::new(),
        act: Act::Backup,
        record: RecordRef::new(RecordKind::System, 0),
        institution: None,
        before: None,
        after: None,
    }
}

/// On a connection of the program's own, where it is a deletion that triggers hear of.
async fn a_line_of_the_log_cannot_be_replaced(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    activity::record(&mut tx, &line()).await.unwrap();
    tx.commit().await.unwrap();
    if site.db.is_postgres() {
        assert!(site.execute("UPDATE activity SET name = 'x'").await.is_err());
        return;
    }
    // A trigger of a table that may be written does with the log what a program could be led to do.
    site.execute(
        "CREATE TRIGGER lead AFTER INSERT ON session BEGIN INSERT OR REPLACE INTO activity (id, name, at, address, act, \
         record_kind, record_id) SELECT id, 'x', at, address, act, record_kind, record_id FROM activity; END",
    )
    .await
    .unwrap();
    let mut tx = site.db.begin().await.unwrap();
    let refused = session::insert(&mut tx, "a", "{}", DateTime::UNIX_EPOCH).await.unwrap_err();
    assert!(refused.to_string().contains("activity is append-only"), "{refused}");
    drop(tx);
    assert_eq!(site.number("SELECT COUNT(*) FROM activity WHERE name = 'x'").await, 0);
}

async fn a_role_that_serves_cannot_change_the_log(site: Site) {
    if !site.db.is_postgres() {
        return;
    }
    let world = world(&site).await;
    let database = site.url.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let role = format!("serves_{database}");
    let unknown = grant(&site.url, &role).await.unwrap_err();
    assert!(unknown.to_string().contains("CREATE ROLE"), "{unknown}");
    let owner = grant(&site.url, "postgres").await.unwrap_err();
    assert!(matches!(owner, GrantError::Mighty(_)), "{owner}");
    site.run(format!("CREATE ROLE {role} LOGIN")).await;
    let outcome = tokio::spawn(serve(site.url.clone(), role.clone(), world.operator.id)).await;
    site.run(format!("DROP OWNED BY {role}")).await;
    site.run(format!("DROP ROLE {role}")).await;
    outcome.unwrap();
}

async fn serve(url: String, role: String, operator: domain::id::UserId) {
    grant(&url, &role).await.unwrap();
    let (head, tail) = url.split_once("postgres@").unwrap();
    let db = Db::connect(&format!("{head}{role}@{tail}")).await.unwrap();
    // Nothing is to be done, and it asks for no right to do it.
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    activity::record(&mut tx, &line()).await.unwrap();
    session::insert(&mut tx, "a", "{}", DateTime::UNIX_EPOCH).await.unwrap();
    assert!(store::identity::find(&mut tx, operator).await.unwrap().is_some());
    tx.commit().await.unwrap();
    let mut connection = sqlx::PgConnection::connect(&format!("{head}{role}@{tail}")).await.unwrap();
    for sql in [
        "UPDATE activity SET name = 'x'",
        "DELETE FROM activity",
        "TRUNCATE activity",
        "ALTER TABLE activity DISABLE TRIGGER ALL",
        "DROP TRIGGER activity_append_only ON activity",
        "UPDATE score_change SET reason = 'x'",
        "DELETE FROM _sqlx_migrations",
        "CREATE TABLE mine (x INT)",
        "DROP TABLE activity",
    ] {
        let refused = connection.execute(sql).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{sql}: {refused}");
    }
}
