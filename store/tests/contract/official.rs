use chrono::NaiveDate;
use domain::{id::OfficialId, selection::FillingMethod};
use store::{
    StoreError, Tx,
    official::{self, NewOfficial, OfficialQuery},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    a_holder_is_listed,
    text_is_found_in_every_column,
    a_former_holders_term_is_closed,
    a_term_never_ends_before_it_began,
    a_vacancy_is_filled_once,
);

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn new(world: &World, name: &str, start: NaiveDate, end: NaiveDate) -> NewOfficial {
    NewOfficial {
        institution: world.jaksel.id,
        position: world.positions[1].id,
        name: name.into(),
        nip: "197803152005011002".into(),
        rank: "IV/c".into(),
        decree: "821.2/7/2016".into(),
        start,
        end,
        appointment: FillingMethod::OpenSelection,
        filling_plan: FillingMethod::Assignment,
        vacancy: None,
        at: world.now,
    }
}

async fn everybody(tx: &mut Tx) -> Vec<(String, NaiveDate, bool)> {
    let query = OfficialQuery { limit: 50, ..OfficialQuery::default() };
    let page = official::list(tx, &query).await.unwrap();
    page.rows.into_iter().map(|row| (row.name, row.end, row.former)).collect()
}

async fn a_holder_is_listed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let ani = new(&world, "Dr. Ani", day(2016, 8, 1), day(2021, 8, 1));
    let id = official::insert(&mut tx, &ani).await.unwrap();
    let query = OfficialQuery { institution: Some(world.jaksel.id), limit: 10, ..OfficialQuery::default() };
    let row = official::list(&mut tx, &query).await.unwrap().rows.remove(0);
    assert_eq!((row.id, row.name.as_str(), row.nip.as_str()), (id, "Dr. Ani", "197803152005011002"));
    assert_eq!((row.rank.as_str(), row.decree.as_str()), ("IV/c", "821.2/7/2016"));
    assert_eq!((row.unit.as_str(), row.title.as_str()), ("Dinas Kesehatan", "Kepala Dinas Kesehatan"));
    assert_eq!(
        (row.institution_name.as_str(), row.region.as_str()),
        ("Jakarta Selatan", "Kota Jakarta Selatan")
    );
    assert_eq!((row.start, row.end, row.former), (day(2016, 8, 1), day(2021, 8, 1), false));
    assert_eq!(official::holders(&mut tx, world.positions[1].id).await.unwrap(), [row]);
    assert!(official::holders(&mut tx, world.positions[0].id).await.unwrap().is_empty());
    let elsewhere = OfficialQuery { institution: Some(world.bandung.id), ..query };
    assert!(official::list(&mut tx, &elsewhere).await.unwrap().rows.is_empty());
    assert_eq!(official::count(&mut tx, None).await.unwrap(), 1);
    assert_eq!(official::count(&mut tx, Some(world.bandung.id)).await.unwrap(), 0);
}

async fn text_is_found_in_every_column(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let ani = new(&world, "Dr. Ani, M.Kes", day(2016, 8, 1), day(2021, 8, 1));
    official::insert(&mut tx, &ani).await.unwrap();
    for (text, found) in [
        ("ANI, m", 1),
        ("20050110", 1),
        ("821.2/7", 1),
        ("dinas kesehatan", 1),
        ("KEPALA", 1),
        ("kota jakarta", 1),
        ("%", 0),
        ("a_i", 0),
        ("bandung", 0),
    ] {
        let query = OfficialQuery { text: text.into(), limit: 10, ..OfficialQuery::default() };
        assert_eq!(official::list(&mut tx, &query).await.unwrap().rows.len(), found, "{text}");
    }
}

async fn a_former_holders_term_is_closed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut insert = Vec::<OfficialId>::new();
    for (name, start, end) in [
        ("long over", day(2006, 1, 1), day(2011, 1, 1)),
        ("still there", day(2011, 8, 1), day(2017, 8, 1)),
        ("new", day(2016, 9, 10), day(2021, 9, 10)),
    ] {
        insert.push(official::insert(&mut tx, &new(&world, name, start, end)).await.unwrap());
    }
    let elsewhere = NewOfficial {
        position: world.positions[0].id,
        ..new(&world, "elsewhere", day(2010, 1, 1), day(2018, 1, 1))
    };
    official::insert(&mut tx, &elsewhere).await.unwrap();
    let position = world.positions[1].id;
    let closed = official::close_former(&mut tx, position, insert[2], day(2016, 9, 10)).await.unwrap();
    let [ended] = closed.as_slice() else { panic!("{closed:?}") };
    assert_eq!((ended.id, ended.name.as_str()), (insert[1], "still there"));
    assert_eq!((ended.was_to_end, ended.ends), (day(2017, 8, 1), day(2016, 9, 9)));
    assert_eq!(
        everybody(&mut tx).await,
        [
            ("new".into(), day(2021, 9, 10), false),
            ("still there".into(), day(2016, 9, 9), true),
            ("elsewhere".into(), day(2018, 1, 1), false),
            ("long over".into(), day(2011, 1, 1), true),
        ]
    );
    assert_eq!(official::count(&mut tx, Some(world.jaksel.id)).await.unwrap(), 2);
    let again = official::close_former(&mut tx, position, insert[2], day(2016, 9, 10)).await.unwrap();
    assert!(again.is_empty());
}

async fn a_term_never_ends_before_it_began(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let former = new(&world, "former", day(2016, 9, 12), day(2021, 9, 12));
    let former = official::insert(&mut tx, &former).await.unwrap();
    let next = new(&world, "next", day(2016, 9, 10), day(2021, 9, 10));
    let next = official::insert(&mut tx, &next).await.unwrap();
    let closed =
        official::close_former(&mut tx, world.positions[1].id, next, day(2016, 9, 10)).await.unwrap();
    assert_eq!((closed[0].id, closed[0].ends), (former, day(2016, 9, 12)));
    let backwards = new(&world, "backwards", day(2016, 9, 10), day(2016, 9, 9));
    assert!(matches!(official::insert(&mut tx, &backwards).await, Err(StoreError::Database(_))));
}

async fn a_vacancy_is_filled_once(site: Site) {
    let world = world(&site).await;
    let vacancy = Some(world.vacancy(&site).await);
    let mut tx = site.db.begin().await.unwrap();
    let first = NewOfficial { vacancy, ..new(&world, "a", day(2016, 9, 1), day(2021, 9, 1)) };
    official::insert(&mut tx, &first).await.unwrap();
    let second = NewOfficial { vacancy, ..new(&world, "b", day(2016, 9, 1), day(2021, 9, 1)) };
    let error = official::insert(&mut tx, &second).await.unwrap_err();
    assert!(error.is_unique("official_vacancy_key"), "{error:?}");
}
