//! What an earlier version kept is brought up to date, and read.
//!
//! `tests/filled` holds what the tables of a version held, as that version's program wrote it. Whoever adds a
//! migration adds the file of the version before it, unless its tables are those of the last file.

use chrono::{DateTime, Utc};
use domain::{
    attachment::Attachment,
    holiday::rules::{ClockKind, ClockRules, Limit},
    id::PlanId,
    institution::registration::RegistrationProgress,
    job::JobKind,
    record::{RecordKind, RecordRef},
    selection::{Phase, Stage, inauguration::Inauguration, plan::PlanForm},
};
use sqlx::{AssertSqlSafe, Executor as _, PgPool, SqlitePool};
use store::{
    Db, attachment, clock,
    institution::registration,
    job::{self, MakeFirstPasswords},
    message,
    selection::{monitoring, plan, process, report, review},
    setting,
};

use crate::harness::Site;

contract!(
    what_version_11_kept_is_read_today,
    what_version_15_kept_is_read_today,
    what_version_17_kept_is_read_today,
    what_version_18_kept_is_read_today,
    rules_that_were_set_stay_set,
    reviews_that_were_under_way_get_their_clocks,
    where_the_log_does_not_tell_the_whole_there_is_no_clock,
    a_registration_that_was_under_way_goes_on,
    what_was_sent_before_stands_by_the_day_of_the_log,
    the_database_knows_no_list_of_codes,
);

/// A database as the version with this migration left it, filled.
async fn filled(site: &Site, version: i64) -> Db {
    let sql = std::fs::read_to_string(format!("tests/filled/{version:04}.sql")).unwrap();
    let migrator = store::migrations_until(version, site.db.is_postgres());
    let url = if let Some(folder) = &site.folder {
        let url = format!("sqlite:{}", folder.path().join("earlier.db").display());
        let pool = SqlitePool::connect(&format!("{url}?mode=rwc")).await.unwrap();
        migrator.run(&pool).await.unwrap();
        pool.execute(AssertSqlSafe(sql)).await.unwrap();
        pool.close().await;
        url
    } else {
        // There, numbers are the database's to give, unless one says otherwise.
        let sql = sql.replace(")\nVALUES (", ")\nOVERRIDING SYSTEM VALUE VALUES (");
        let pool = PgPool::connect(&site.url).await.unwrap();
        pool.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.unwrap();
        migrator.run(&pool).await.unwrap();
        pool.execute(AssertSqlSafe(sql)).await.unwrap();
        pool.close().await;
        site.url.clone()
    };
    Db::connect(&url).await.unwrap()
}

/// A new code is one line of Rust, and no migration.
async fn the_database_knows_no_list_of_codes(site: Site) {
    let sql = if site.db.is_postgres() {
        "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'c' AND pg_get_constraintdef(oid) LIKE '%= ANY (ARRAY[%'"
    } else {
        "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND sql LIKE '% IN (''%'"
    };
    assert_eq!(site.number(sql).await, 0);
}

async fn what_version_11_kept_is_read_today(site: Site) {
    is_read_today(&site, 11).await;
}

/// The same records, as that version kept them.
async fn what_version_15_kept_is_read_today(site: Site) {
    is_read_today(&site, 15).await;
}

/// The same records, as that version kept them.
async fn what_version_17_kept_is_read_today(site: Site) {
    is_read_today(&site, 17).await;
}

async fn what_version_18_kept_is_read_today(site: Site) {
    is_read_today(&site, 18).await;
}

async fn rules_that_were_set_stay_set(site: Site) {
    let db = filled(&site, 20).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let kept = setting::kept::<ClockRules>(&mut tx).await.unwrap();
    let limit = |kind, since: &str, days| Limit { kind, since: since.parse().unwrap(), days };
    let limits =
        vec![limit(ClockKind::PlanReview, "2027-01-01", 7), limit(ClockKind::ReportReview, "2028-02-29", 6)];
    assert_eq!((kept.value, kept.version), (ClockRules { joint_leave: false, closing: 990, limits }, 2));
}

/// As the log tells them.
async fn reviews_that_were_under_way_get_their_clocks(site: Site) {
    let db = filled(&site, 18).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let days = clock::days(&mut tx).await.unwrap();
    let clocks = clock::of_record(&mut tx, RecordRef::new(RecordKind::Plan, 2)).await.unwrap();
    let lines: Vec<_> =
        clocks.iter().map(|one| one.on(&days, "2026-05-01".parse().unwrap()).line()).collect();
    // 3 February, from the 9th on 10 to 13, and 18: 16 and 17 are joint leave and Imlek.
    assert_eq!(
        lines,
        [
            "Selesai dalam 6 hari kerja, terlambat 1 hari kerja",
            "Dijeda sejak Rabu, 1 April 2026: di institusi, sisa 3 hari kerja",
        ]
    );
    assert_eq!(clocks[0].officer, Some(2.into()));
}

async fn what_was_sent_before_stands_by_the_day_of_the_log(site: Site) {
    let db = filled(&site, 18).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let [draft, sent] = [1, 2].map(PlanId::new);
    let draft = plan::load(&mut tx, draft).await.unwrap().unwrap();
    assert_eq!(draft.sent_at, draft.created.at);
    let sent = plan::load(&mut tx, sent).await.unwrap().unwrap();
    assert_eq!(sent.sent_at, "2026-03-30T00:00:00Z".parse::<DateTime<Utc>>().unwrap());
}

async fn where_the_log_does_not_tell_the_whole_there_is_no_clock(site: Site) {
    let db = filled(&site, 17).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(clock::of_record(&mut tx, RecordRef::new(RecordKind::Plan, 2)).await.unwrap(), []);
}

async fn is_read_today(site: &Site, version: i64) {
    let db = filled(site, version).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();

    let draft = plan::load(&mut tx, 1.into()).await.unwrap().unwrap();
    assert_eq!((draft.form.weights.managerial.as_str(), &draft.sent), ("4o", &None));

    let mut sent = plan::load(&mut tx, 2.into()).await.unwrap().unwrap();
    assert_eq!((sent.version, sent.state.phase()), (5, Phase::ReportReturned));
    let details = sent.details().unwrap().clone();
    assert_eq!(details, sent.form.validate().unwrap());
    assert_eq!(sent.state.recommendation().unwrap().letter, [3.into()]);

    let messages = message::list(&mut tx, sent.id).await.unwrap();
    assert_eq!((messages.len(), messages[1].changes[0].after.as_str()), (2, "800/1"));
    let snapshot: PlanForm = review::last_snapshot(&mut tx, sent.id).await.unwrap().unwrap();
    assert_eq!((snapshot.letter_number.as_str(), &snapshot.schedule), ("800/0", &sent.form.schedule));

    let vacancy = process::vacancies(&mut tx, sent.id).await.unwrap().remove(0);
    assert!(matches!(vacancy.inauguration, Inauguration::Documented { .. }));
    let people = process::applicants(&mut tx, vacancy.id, &details.scheme).await.unwrap();
    let score = |index: usize, stage| {
        let score = people[index].progress.outcome(&details.scheme, stage);
        score.map(|score| score.to_string())
    };
    assert_eq!(score(0, Stage::Interview).as_deref(), Some("7,5"));
    assert_eq!((score(1, Stage::Managerial).as_deref(), score(1, Stage::Paper)), (Some("6,5"), None));
    assert_eq!(people[0].track_record.as_ref().unwrap().files, [1.into()]);
    assert_eq!(process::score_history(&mut tx, vacancy.id).await.unwrap().len(), 2);

    let rounds = report::list(&mut tx, sent.id).await.unwrap();
    assert_eq!(rounds[0].review.as_ref().unwrap().message.files, [3.into()]);
    assert_eq!(monitoring::list(&mut tx, vacancy.id).await.unwrap()[0].monitoring.files, [3.into()]);

    // Files, marks and the log go by the record's name now.
    let ids = |files: Vec<Attachment>| files.into_iter().map(|file| file.id.get()).collect::<Vec<_>>();
    let all: Vec<_> = (1..=5).map(Into::into).collect();
    assert_eq!(ids(attachment::of_record(&mut tx, sent.id, &all).await.unwrap()), [1, 2, 3]);
    assert_eq!(attachment::photo(&mut tx, 2.into()).await.unwrap().unwrap().id, 5.into());
    assert_eq!(attachment::own(&mut tx, 4.into(), 1.into()).await.unwrap().unwrap().record, None);
    assert_eq!(attachment::own(&mut tx, 5.into(), 2.into()).await.unwrap(), None);
    assert!(!plan::is_unread(&mut tx, 2.into(), sent.id).await.unwrap(), "it was seen after it was saved");

    // And it is written again.
    let last = sent.updated.clone();
    plan::save(&mut tx, &mut sent, &last.by, last.at).await.unwrap();
    assert_eq!(plan::load(&mut tx, 2.into()).await.unwrap().unwrap(), sent);
    tx.commit().await.unwrap();
    db.migrate().await.unwrap();
}

async fn a_registration_that_was_under_way_goes_on(site: Site) {
    let db = filled(&site, 11).await;
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let found = registration::find(&mut tx, 1.into()).await.unwrap().unwrap();
    assert_eq!(found.progress, RegistrationProgress::Running { held_until: None });
    // What a server had said to be at before is free: that server has ended.
    let at = "2026-05-02T00:00:10Z".parse().unwrap();
    let taken = job::claim(&mut tx, &JobKind::ALL, "run", 9, at).await.unwrap();
    let tasks: Vec<_> = taken.iter().map(|one| one.read::<MakeFirstPasswords>().unwrap()).collect();
    assert_eq!(tasks, [MakeFirstPasswords { registration: 1.into() }]);
    let found = registration::find(&mut tx, 1.into()).await.unwrap().unwrap();
    assert!(!found.waits(at));
}
