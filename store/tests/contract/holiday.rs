//! Hari libur: the lists that come with the system, and what is kept of their changes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    holiday::{
        ClosedYear, Holiday, HolidayKind,
        rules::{ClockKind, ClockRules, Limit},
    },
    identity::Signature,
    job::JobKind,
};
use store::{
    StoreError, holiday, institution,
    job::{self, RecomputeClocks},
    setting,
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    the_lists_of_four_years_come_along,
    a_holiday_is_changed_and_removed_from_its_version,
    a_day_is_free_once_in_a_region,
    a_year_is_closed_once,
    the_rules_are_changed_from_their_version,
    an_institution_is_marked_as_lying_in_a_remote_region,
    every_change_has_clocks_computed_anew,
);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(date: &str, kind: HolidayKind, province: Option<&str>) -> Holiday {
    Holiday {
        date: day(date),
        name: "Libur".into(),
        kind,
        decree: "Pergub 1/2028".into(),
        province: province.map(str::to_owned),
    }
}

/// As the joint decrees count them: 27, 28, 25 and 26 days, and two on which the country voted.
async fn the_lists_of_four_years_come_along(site: Site) {
    let mut tx = site.db.read().await.unwrap();
    let calendar = holiday::calendar(&mut tx).await.unwrap();
    assert_eq!(calendar.years, BTreeSet::from([2024, 2025, 2026, 2027]));
    assert_eq!(calendar.rules, ClockRules::default());
    let mut counts: BTreeMap<(String, HolidayKind), usize> = BTreeMap::new();
    for one in &calendar.holidays {
        assert!(!one.decree.is_empty() && one.province.is_none(), "{one:?}");
        *counts.entry((one.date.format("%Y").to_string(), one.kind)).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|((year, kind), count)| (year.as_str(), *kind, *count)).collect();
    use HolidayKind::{JointLeave, National, Presidential};
    assert_eq!(
        counts,
        [
            ("2024", National, 17),
            ("2024", JointLeave, 10),
            ("2024", Presidential, 2),
            ("2025", National, 17),
            ("2025", JointLeave, 11),
            ("2026", National, 17),
            ("2026", JointLeave, 8),
            ("2027", National, 18),
            ("2027", JointLeave, 8),
        ]
    );
    let of = |date: &str| calendar.holidays.iter().find(|one| one.date == day(date));
    // Joint leave that was added eleven days before, days that old copies have wrong, and Isra Mikraj twice in a year.
    assert!(of("2025-08-18").unwrap().decree.contains("933/2025"));
    assert_eq!(of("2026-03-20").unwrap().kind, JointLeave);
    assert_eq!(of("2026-12-26"), None);
    for date in ["2027-01-05", "2027-12-26"] {
        assert!(of(date).unwrap().name.starts_with("Isra Mikraj"), "{date}");
    }
    let closed = holiday::closed_years(&mut tx).await.unwrap();
    assert_eq!(closed.iter().map(|year| year.year).collect::<Vec<_>>(), [2024, 2025, 2026, 2027]);
}

fn by(world: &World) -> Signature {
    Signature { by: world.officer.clone(), at: world.now }
}

async fn a_holiday_is_changed_and_removed_from_its_version(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let new = on("2028-05-01", HolidayKind::National, None);
    let id = holiday::insert(&mut tx, &[new], Some(&by(&world))).await.unwrap();
    let first = holiday::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((first.version, &first.saved), (1, &Some(by(&world))));
    let moved = on("2028-05-02", HolidayKind::Regional, Some("31"));
    holiday::update(&mut tx, &first, &moved, &by(&world)).await.unwrap();
    let second = holiday::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((second.version, &second.record, &second.saved), (2, &moved, &Some(by(&world))));
    let stale = holiday::update(&mut tx, &first, &moved, &by(&world)).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    assert!(matches!(holiday::remove(&mut tx, &first).await, Err(StoreError::Stale)));
    assert_eq!(holiday::of_year(&mut tx, 2028).await.unwrap(), std::slice::from_ref(&second));
    holiday::remove(&mut tx, &second).await.unwrap();
    assert!(holiday::of_year(&mut tx, 2028).await.unwrap().is_empty());
    assert!(holiday::of_year(&mut tx, i32::MAX).await.unwrap().is_empty());
}

async fn a_day_is_free_once_in_a_region(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    let regional = |province| on("2026-08-17", HolidayKind::Regional, Some(province));
    for province in ["31", "32"] {
        holiday::insert(&mut tx, &[regional(province)], None).await.unwrap();
    }
    assert!(holiday::taken(&mut tx).await.unwrap().contains(&(day("2026-08-17"), Some("32".into()))));
    tx.commit().await.unwrap();
    for again in [regional("31"), on("2026-08-17", HolidayKind::National, None)] {
        let mut tx = site.db.begin().await.unwrap();
        let new = [on("2028-01-01", HolidayKind::National, None), again];
        let refused = holiday::insert(&mut tx, &new, None).await.unwrap_err();
        assert!(refused.is_unique("holiday_day_province_key"), "{refused:?}");
    }
    let mut tx = site.db.read().await.unwrap();
    assert!(holiday::of_year(&mut tx, 2028).await.unwrap().is_empty(), "all or none");
}

async fn a_year_is_closed_once(site: Site) {
    let world = world(&site).await;
    let closed = ClosedYear { year: 2028, decree: "SKB".into(), by: "Admin".into(), at: world.now };
    let mut tx = site.db.begin().await.unwrap();
    holiday::close_year(&mut tx, &closed).await.unwrap();
    assert_eq!(holiday::closed_years(&mut tx).await.unwrap().last(), Some(&closed));
    tx.commit().await.unwrap();
    let mut tx = site.db.begin().await.unwrap();
    let twice = holiday::close_year(&mut tx, &closed).await.unwrap_err();
    assert!(twice.is_unique("closed_year_pkey"), "{twice:?}");
}

async fn the_rules_are_changed_from_their_version(site: Site) {
    let mut tx = site.db.begin().await.unwrap();
    let first = setting::kept_to_change::<ClockRules>(&mut tx).await.unwrap();
    assert_eq!((&first.value, first.version, &first.saved), (&ClockRules::default(), 0, &None));
    let limit = |since: &str, days| Limit { kind: ClockKind::PlanReview, since: day(since), days };
    let rules = ClockRules {
        joint_leave: false,
        closing: 990,
        limits: vec![limit("2027-01-01", 7), limit("2028-01-01", 6)],
    };
    setting::keep(&mut tx, &first, &rules).await.unwrap();
    let second = setting::kept::<ClockRules>(&mut tx).await.unwrap();
    assert_eq!((&second.value, second.version), (&rules, 1));
    assert_eq!(holiday::calendar(&mut tx).await.unwrap().rules, rules);
    let stale = setting::keep(&mut tx, &first, &rules).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    tx.commit().await.unwrap();
}

async fn an_institution_is_marked_as_lying_in_a_remote_region(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let decree = |record: Option<institution::InstitutionRecord>| record.unwrap().remote_decree;
    assert_eq!(decree(institution::record(&mut tx, world.jaksel.id).await.unwrap()), "");
    institution::mark_remote(&mut tx, world.jaksel.id, "Perpres 63/2020").await.unwrap();
    assert_eq!(decree(institution::record(&mut tx, world.jaksel.id).await.unwrap()), "Perpres 63/2020");
}

async fn every_change_has_clocks_computed_anew(site: Site) {
    let world = world(&site).await;
    let later = world.now + chrono::TimeDelta::microseconds(1);
    let mut tx = site.db.begin().await.unwrap();
    for (at, is_new) in [(world.now, true), (world.now, false), (later, true)] {
        let task = RecomputeClocks { changed_at: at };
        assert_eq!(job::enqueue(&mut tx, &task, at, at).await.unwrap(), is_new);
    }
    let taken = job::claim(&mut tx, &JobKind::ALL, "run", 9, later).await.unwrap();
    let tasks: Vec<_> = taken.iter().map(|one| one.read::<RecomputeClocks>().unwrap().changed_at).collect();
    assert_eq!(tasks, [world.now, later]);
}
