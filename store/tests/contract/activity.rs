use domain::{
    activity::{Act, Activity, Numbered},
    identity::Signature,
    record::{RecordKind, RecordRef},
};
use store::{StoreError, activity, selection::process};

use crate::{
    harness::Site,
    world::{World, applicant, vacancies, world},
};

contract!(
    lines_come_newest_first,
    a_line_is_never_changed,
    before_and_after_must_be_json,
    who_did_something_last_is_found,
    lines_name_their_records_and_only_their_own_institutions_posts,
);

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

async fn who_did_something_last_is_found(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = RecordRef::new(RecordKind::Plan, 12);
    let saving = [Act::CreatePlan, Act::EditPlan];
    assert_eq!(activity::last(&mut tx, plan, &saving, None).await.unwrap(), None);
    let by_officer = |act: Act, seconds: i64| Activity {
        user: Some(world.officer.id),
        name: world.officer.name.clone(),
        ..line(&world, act, seconds)
    };
    activity::record(&mut tx, &line(&world, Act::CreatePlan, 0)).await.unwrap();
    activity::record(&mut tx, &by_officer(Act::EditPlan, 5)).await.unwrap();
    // Another act, another record, and one that is told apart by what its line says.
    activity::record(&mut tx, &line(&world, Act::PostMessage, 6)).await.unwrap();
    let other = Activity { record: RecordRef::new(RecordKind::Plan, 13), ..line(&world, Act::EditPlan, 7) };
    activity::record(&mut tx, &other).await.unwrap();
    let told = Activity { after: Some(r#"{"role":"Operator"}"#.into()), ..line(&world, Act::EditPlan, 3) };
    activity::record(&mut tx, &told).await.unwrap();

    let last = activity::last(&mut tx, plan, &saving, None).await.unwrap();
    assert_eq!(last, Some(Signature { by: world.officer.clone(), at: world.later(5) }));
    for (value, found) in [("Operator", Some(world.later(3))), ("Admin", None)] {
        let last = activity::last(&mut tx, plan, &saving, Some(("role", Some(value)))).await.unwrap();
        assert_eq!(last.map(|last| last.at), found, "{value}");
    }
    // Whoever did it without an account has no name that could be told.
    let system = Activity { user: None, name: "Sistem".into(), ..line(&world, Act::EditPlan, 9) };
    activity::record(&mut tx, &system).await.unwrap();
    assert_eq!(activity::last(&mut tx, plan, &saving, None).await.unwrap(), None);
}

async fn lines_name_their_records_and_only_their_own_institutions_posts(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0, 1], world.now).await.id;
    let vacancy = vacancies(&mut tx, plan).await[0].id;
    let people = [applicant(1)];
    let person = process::insert_applicants(&mut tx, vacancy, &people, world.now).await.unwrap()[0];
    let (post, account) = (&world.positions[0], world.operator.id);
    let records: [(RecordRef, Option<&str>); 11] = [
        (plan.into(), Some("Kepala Dinas Kehutanan dan 1 jabatan lain")),
        (vacancy.into(), Some(&post.title)),
        (person.into(), Some("Kandidat 1")),
        (account.into(), Some(&world.operator.name)),
        (RecordRef::new(RecordKind::Session, account.get()), Some(&world.operator.name)),
        (world.jaksel.id.into(), Some(&world.jaksel.name)),
        (RecordRef::new(RecordKind::Official, 4711), None),
        (RecordRef::new(RecordKind::JobTitle, 4711), None),
        (RecordRef::new(RecordKind::Holiday, 4711), None),
        (RecordRef::new(RecordKind::Attachment, 4711), None),
        (RecordRef::only(RecordKind::System), None),
    ];
    for (number, (record, _)) in records.iter().enumerate() {
        let seconds = i64::try_from(number).unwrap();
        let one = Activity { record: *record, ..line(&world, Act::EditPlan, seconds) };
        activity::record(&mut tx, &one).await.unwrap();
    }
    let mut lines = activity::recent(&mut tx, 11).await.unwrap();
    lines.reverse();
    let names = activity::names(&mut tx, &lines).await.unwrap();
    for (line, (record, name)) in lines.iter().zip(&records) {
        assert_eq!(names.record(line).as_deref(), *name, "{record}");
    }

    let told = format!(r#"{{"form":{{"positions":["{}","4711"],"letter_scan":["4711"]}}}}"#, post.id);
    for (seconds, institution) in [(20, world.jaksel.id), (21, world.bandung.id)] {
        let one = Activity {
            institution: Some(institution),
            after: Some(told.clone()),
            ..line(&world, Act::EditPlan, seconds)
        };
        activity::record(&mut tx, &one).await.unwrap();
    }
    let lines = activity::recent(&mut tx, 2).await.unwrap();
    let names = activity::names(&mut tx, &lines).await.unwrap();
    let post_of = |line| names.within(line).of(Numbered::Post, post.id.get());
    assert_eq!(post_of(&lines[0]), Numbered::Post.unnamed(post.id.get()), "another institution's");
    assert_eq!(post_of(&lines[1]), post.label());
    assert_eq!(names.within(&lines[1]).of(Numbered::File, 4711), "Berkas nomor 4711");
}
