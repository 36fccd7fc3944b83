use domain::{
    activity::{Act, Activity},
    record::{RecordKind, RecordRef},
};
use store::{StoreError, activity};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(lines_come_newest_first, a_line_is_never_changed, before_and_after_must_be_json);

fn line(world: &World, act: Act, seconds: i64) -> Activity {
    Activity {
        user: Some(world.operator.id),
        name: world.operator.name.clone(),
        at: world.later(seconds),
        address: "10.0.0.7".into(),
        act,
        record: RecordRef::new(RecordKind::Plan, 12),
        institution: Some(world.jaksel.id),
        before: None,
        after: Some(r#"{"phase":"draft"}"#.into()),
    }
}

async fn lines_come_newest_first(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    activity::record(&mut tx, &line(&world, Act::CreatePlan, 0)).await.unwrap();
    activity::record(&mut tx, &line(&world, Act::SubmitPlan, 0)).await.unwrap();
    let failed = Activity {
        user: None,
        name: "siapa".into(),
        institution: None,
        after: None,
        ..line(&world, Act::LogInFailed, -5)
    };
    activity::record(&mut tx, &failed).await.unwrap();
    let lines = activity::recent(&mut tx, 10).await.unwrap();
    let acts: Vec<&str> = lines.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(acts, ["submit_plan", "create_plan", "log_in_failed"]);
    let first = &lines[1];
    assert_eq!(
        (first.user, first.at, first.address.as_str()),
        (Some(world.operator.id), world.now, "10.0.0.7")
    );
    assert_eq!(
        (first.record.as_str(), first.record_id, first.institution),
        ("plan", 12, Some(world.jaksel.id))
    );
    assert_eq!((&first.before, first.after.as_ref().unwrap()["phase"].as_str()), (&None, Some("draft")));
    assert_eq!((lines[2].user, lines[2].name.as_str()), (None, "siapa"));
    assert_eq!(activity::recent(&mut tx, 1).await.unwrap().len(), 1);
}

async fn a_line_is_never_changed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    activity::record(&mut tx, &line(&world, Act::CreatePlan, 0)).await.unwrap();
    tx.commit().await.unwrap();
    for sql in ["UPDATE activity SET name = 'x'", "DELETE FROM activity"] {
        let error = site.execute(sql).await.unwrap_err().to_string();
        assert!(error.contains("activity is append-only"), "{error}");
    }
    if site.db.is_postgres() {
        assert!(site.execute("TRUNCATE activity").await.is_err());
    }
    assert_eq!(activity::recent(&mut site.db.read().await.unwrap(), 10).await.unwrap().len(), 1);
}

async fn before_and_after_must_be_json(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let bad = Activity { before: Some("{".into()), ..line(&world, Act::EditPlan, 0) };
    assert!(matches!(activity::record(&mut tx, &bad).await, Err(StoreError::Corrupt(_))));
}
