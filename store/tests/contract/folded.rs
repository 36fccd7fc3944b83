//! Words are found, put in order and told apart by their fold, the same on both databases.

use domain::{
    activity::{Act, Activity},
    identity::Role,
    institution::{InstitutionKind, form::Place},
    record::{RecordKind, RecordRef},
};
use store::{
    Db, Tx,
    activity::{self, ActivityQuery},
    identity::{self, NewUser, PeopleQuery},
    institution::{self, InstitutionChange, InstitutionQuery, NewInstitution},
    official::{self, OfficialQuery},
    selection::plan::{self, PlanQuery},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    a_name_is_found_however_it_is_typed,
    people_posts_letters_and_holders_are_found_by_their_fold,
    names_stand_in_one_order,
    a_name_is_taken_however_it_is_typed,
    rows_that_were_there_before_are_filled,
    an_old_twin_keeps_its_name_and_may_be_changed_otherwise,
    a_signless_query_finds_nothing_rather_than_everything,
);

fn new(world: &World, name: &str, kind: InstitutionKind) -> NewInstitution {
    NewInstitution {
        name: name.into(),
        kind,
        region: String::new(),
        place: Place::default(),
        email: String::new(),
        at: world.now,
    }
}

async fn found(tx: &mut Tx, text: &str) -> Vec<String> {
    let query = InstitutionQuery { text: text.into(), limit: 50, ..InstitutionQuery::default() };
    let page = institution::page(tx, &query).await.unwrap();
    page.rows.into_iter().map(|record| record.institution.name).collect()
}

async fn a_name_is_found_however_it_is_typed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for (name, wanted) in [
        ("SA'AT", "SA’AT"),
        ("Ma’ruf", "Ma'ruf"),
        ("Nur`aini", "Nur'aini"),
        ("Éric", "éric"),
        ("RÉNÉ", "rene"),
        ("Pe\u{301}pita", "Pépita"),
        ("Ñusa", "ñusa"),
        ("100%_\\", "%_\\"),
    ] {
        institution::insert(&mut tx, &new(&world, name, InstitutionKind::Agency)).await.unwrap();
        assert_eq!(found(&mut tx, wanted).await, [name], "{wanted}");
        assert_eq!(found(&mut tx, name).await, [name], "{name}");
    }
    assert_eq!(found(&mut tx, "%00").await, Vec::<String>::new());
}

async fn a_signless_query_finds_nothing_rather_than_everything(site: Site) {
    world(&site).await;
    let mut tx = site.db.read().await.unwrap();
    assert_eq!(found(&mut tx, "\u{301}").await, Vec::<String>::new());
    assert_eq!(found(&mut tx, " ").await.len(), 2);
}

async fn people_posts_letters_and_holders_are_found_by_their_fold(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let somebody = NewUser {
        username: "eric".into(),
        name: "Éric Ma’ruf".into(),
        role: Role::Assistant,
        institution: None,
        password_hash: String::new(),
        email: String::new(),
        job_title: None,
        must_change_password: false,
        at: world.now,
    };
    let user = identity::insert(&mut tx, &somebody).await.unwrap();
    let query = PeopleQuery { text: "ERIC MA'RUF".into(), limit: 9, ..PeopleQuery::default() };
    let page = identity::people(&mut tx, &query).await.unwrap();
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [user]);

    for (user, name) in [(Some(user), "Éric Ma’ruf"), (None, "ÉRIC MA`RUF")] {
        let line = Activity {
            user,
            name: name.into(),
            at: world.now,
            address: String::new(),
            act: Act::LogInFailed,
            record: RecordRef::new(RecordKind::User, 1),
            institution: None,
            before: None,
            after: None,
        };
        activity::record(&mut tx, &line).await.unwrap();
    }
    let query = ActivityQuery { text: "eric ma'ruf".into(), limit: 9, ..ActivityQuery::default() };
    assert_eq!(activity::list(&mut tx, &query).await.unwrap().rows.len(), 2);

    let mut record = world.draft(&mut tx, &[0], world.now).await;
    record.form.letter_number = "B/É-1’2016".into();
    plan::save(&mut tx, &mut record, &world.operator, world.now).await.unwrap();
    for text in ["b/e–1'2016", "jakarta selatan", &world.positions[0].title.to_uppercase()] {
        let query = PlanQuery { see_drafts: true, text: text.into(), ..PlanQuery::new(world.operator.id, 9) };
        assert_eq!(plan::list(&mut tx, &query).await.unwrap().rows.len(), 1, "{text}");
    }

    let holder = official::NewOfficial {
        institution: world.jaksel.id,
        position: world.positions[0].id,
        name: "Sa’at".into(),
        nip: "197803152005011002".into(),
        rank: String::new(),
        decree: "SK/É/7".into(),
        start: "2016-08-10".parse().unwrap(),
        end: "2021-08-10".parse().unwrap(),
        appointment: domain::selection::FillingMethod::Transfer,
        filling_plan: domain::selection::FillingMethod::Transfer,
        vacancy: None,
        at: world.now,
    };
    official::insert(&mut tx, &holder).await.unwrap();
    for text in ["SA'AT", "sk/e/7", "1978"] {
        let query = OfficialQuery { text: text.into(), limit: 9, ..OfficialQuery::default() };
        assert_eq!(official::list(&mut tx, &query).await.unwrap().rows.len(), 1, "{text}");
    }
}

const IN_ORDER: [&str; 9] = [
    "\"Kementerian\"",
    "2 Mei",
    "Éric",
    "Kab Tolitoli",
    "Kab. Toli-Toli",
    "kota banjar",
    "Kota Banjarbaru",
    "Ñusa",
    "Sukarno",
];

async fn names_stand_in_one_order(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for name in IN_ORDER.iter().rev() {
        institution::insert(&mut tx, &new(&world, name, InstitutionKind::Agency)).await.unwrap();
    }
    let query =
        InstitutionQuery { kind: Some(InstitutionKind::Agency), limit: 2, ..InstitutionQuery::default() };
    let mut there: Vec<String> = Vec::new();
    let mut after = None;
    loop {
        let page = institution::page(&mut tx, &InstitutionQuery { after, ..query.clone() }).await.unwrap();
        there.extend(page.rows.into_iter().map(|record| record.institution.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(there, IN_ORDER);
    let all = institution::list(&mut tx).await.unwrap();
    let all: Vec<&str> =
        all.iter().map(|one| one.name.as_str()).filter(|name| IN_ORDER.contains(name)).collect();
    assert_eq!(all, IN_ORDER);
}

async fn a_name_is_taken_however_it_is_typed(site: Site) {
    let world = world(&site).await;
    for (first, second) in [
        ("kota banjar", "KOTA BANJAR"),
        ("Ma’ruf", "Ma'ruf"),
        ("Éric", "E\u{301}RIC"),
        ("Kota  Banjar", "Kota Banjar "),
    ] {
        let mut tx = site.db.begin().await.unwrap();
        institution::insert(&mut tx, &new(&world, first, InstitutionKind::Agency)).await.unwrap();
        institution::insert(&mut tx, &new(&world, second, InstitutionKind::Ministry)).await.unwrap();
        let taken = institution::taken(&mut tx).await.unwrap().names;
        assert!(taken.contains(&(InstitutionKind::Agency, domain::fold::fold(second))), "{second}");
        let error =
            institution::insert(&mut tx, &new(&world, second, InstitutionKind::Agency)).await.unwrap_err();
        assert!(error.is_unique("institution_kind_name_key"), "{second}: {error:?}");
    }
    let mut tx = site.db.begin().await.unwrap();
    let change = InstitutionChange {
        id: world.bandung.id,
        version: 1,
        name: "JAKARTA SELATAN".into(),
        kind: world.jaksel.kind,
        region: String::new(),
        place: Place::default(),
        email: String::new(),
        at: world.now,
    };
    let error = institution::update(&mut tx, &change).await.unwrap_err();
    assert!(error.is_unique("institution_kind_name_key"), "{error:?}");
}

/// As an older version left it: without folds, and with twins.
async fn as_before(site: &Site) {
    for sql in [
        "UPDATE institution SET name_key = '', region_key = '', unique_key = NULL",
        "UPDATE account SET name_key = ''",
        "UPDATE job_title SET name_key = ''",
        "UPDATE position SET unit_key = '', title_key = ''",
        "UPDATE plan SET letter_key = ''",
        "UPDATE official SET name_key = '', decree_key = ''",
        "INSERT INTO institution (name, kind, region) VALUES ('Kota Éric', 'agency', ''), ('KOTA ERIC', 'agency', ''), \
         ('kota  éric', 'ministry', '')",
        "INSERT INTO upkeep (task) VALUES ('fold')",
    ] {
        site.execute(sql).await.unwrap();
    }
}

const UNFILLED: &str = "SELECT (SELECT COUNT(*) FROM institution WHERE name_key = '') \
    + (SELECT COUNT(*) FROM account WHERE name_key = '') + (SELECT COUNT(*) FROM job_title WHERE name_key = '') \
    + (SELECT COUNT(*) FROM position WHERE unit_key = '' OR title_key = '') \
    + (SELECT COUNT(*) FROM plan WHERE letter_key = '') \
    + (SELECT COUNT(*) FROM official WHERE name_key = '' OR decree_key = '')";

async fn rows_that_were_there_before_are_filled(site: Site) {
    let world = world(&site).await;
    world.submitted(&site, &[0]).await;
    // More than one step of them.
    site.execute_either(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
         INSERT INTO job_title (name) SELECT 'Jabatan É' || i FROM n",
        "INSERT INTO job_title (name) SELECT 'Jabatan É' || i FROM generate_series(1, 1200) i",
    )
    .await;
    as_before(&site).await;
    assert!(site.number(UNFILLED).await > 1200);
    // Two processes at once.
    let other = Db::connect(&site.url).await.unwrap();
    let (one, two) = tokio::join!(site.db.migrate(), other.migrate());
    one.unwrap();
    two.unwrap();
    assert_eq!(site.number(UNFILLED).await, 0);
    assert_eq!(site.number("SELECT COUNT(*) FROM upkeep").await, 0);
    assert_eq!(site.number("SELECT COUNT(*) FROM job_title WHERE name_key = 'jabatan e1200'").await, 1);
    let mut tx = site.db.read().await.unwrap();
    assert_eq!(found(&mut tx, "kota eric").await.len(), 3);
    // What is noted once is done once: rows are not read again at each start.
    drop(tx);
    site.execute("UPDATE job_title SET name_key = '' WHERE id = 1").await.unwrap();
    site.db.migrate().await.unwrap();
    assert_eq!(site.number("SELECT COUNT(*) FROM job_title WHERE name_key = ''").await, 1);
}

async fn an_old_twin_keeps_its_name_and_may_be_changed_otherwise(site: Site) {
    let world = world(&site).await;
    as_before(&site).await;
    site.db.migrate().await.unwrap();
    let mut tx = site.db.begin().await.unwrap();
    let all = institution::list(&mut tx).await.unwrap();
    let twin = all.iter().find(|one| one.name == "KOTA ERIC").unwrap();
    let change = InstitutionChange {
        id: twin.id,
        version: 1,
        name: "Kota Eric".into(),
        kind: twin.kind,
        region: String::new(),
        place: Place::default(),
        email: "a@b.go.id".into(),
        at: world.now,
    };
    institution::update(&mut tx, &change).await.unwrap();
    let renamed = InstitutionChange { version: 2, name: "Kota Lain".into(), ..change.clone() };
    institution::update(&mut tx, &renamed).await.unwrap();
    let back = InstitutionChange { version: 3, ..change };
    let error = institution::update(&mut tx, &back).await.unwrap_err();
    assert!(error.is_unique("institution_kind_name_key"), "{error:?}");
}

mod order {
    use store::Db;

    use crate::harness::{Site, on_postgres, on_sqlite};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_order_that_has_changed_is_told() {
        on_postgres(|site: Site| async move {
            let told = site.db.outdated_order().await.unwrap();
            assert_eq!(told, None, "a database that was just made");
            site.execute("UPDATE pg_database SET datcollversion = '0.0' WHERE datname = current_database()")
                .await
                .unwrap();
            let versioned = site
                .number(
                    "SELECT COUNT(*) FROM pg_database WHERE datname = current_database() \
                     AND pg_database_collation_actual_version(oid) IS NOT NULL",
                )
                .await;
            let told = Db::connect(&site.url).await.unwrap().outdated_order().await.unwrap();
            assert_eq!(told.map(|(then, _)| then), (versioned == 1).then(|| "0.0".to_owned()));
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite_orders_by_bytes_always() {
        on_sqlite(|site: Site| async move { assert_eq!(site.db.outdated_order().await.unwrap(), None) })
            .await;
    }
}
