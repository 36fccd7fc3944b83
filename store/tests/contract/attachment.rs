use std::time::Duration;

use domain::{
    attachment::FileType,
    id::{AttachmentId, PlanId},
    record::RecordKind,
    rich_text::CleanText,
    selection::{
        plan::PlanForm,
        review::{MessageKind, Person},
    },
};
use store::{
    Tx,
    attachment::{self, NewFile},
    identity,
    message::NewMessage,
    selection::{named_files, plan, review},
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    a_file_is_found_again,
    a_plans_files_come_in_the_order_asked_for,
    own_unbound_files_are_claimed,
    one_wrong_file_claims_none,
    a_file_is_claimed_for_one_plan_only,
    a_discarded_draft_frees_its_files,
    only_old_unnamed_files_are_abandoned,
    content_is_noted_until_it_is_removed,
    a_file_that_is_being_claimed_is_not_swept,
    a_file_that_is_being_swept_is_not_claimed,
    what_nothing_of_a_plan_names_is_let_go_of,
    every_content_is_listed_once,
);

async fn store(tx: &mut Tx, world: &World, owner: &Person, name: &str) -> AttachmentId {
    let new = NewFile {
        owner: owner.id,
        institution: Some(world.jaksel.id),
        name: name.into(),
        kind: FileType::Pdf,
        size: 26_214_400,
        sha256: "ab".repeat(32),
        key: format!("2016/08/{name}"),
        at: world.now,
    };
    attachment::insert(tx, &new).await.unwrap()
}

/// What it belongs to, as one of these people sees it.
async fn plan_of(tx: &mut Tx, id: AttachmentId) -> Option<PlanId> {
    for name in ["jaksel", "asisten1", "bandung"] {
        let actor = identity::find_by_username(tx, name).await.unwrap().unwrap().actor();
        if let Some(file) = attachment::visible(tx, id, &actor).await.unwrap() {
            return file
                .record
                .filter(|record| record.kind == RecordKind::Plan)
                .map(|record| record.id.into());
        }
    }
    panic!("nobody sees file {id}")
}

async fn a_file_is_found_again(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = store(&mut tx, &world, &world.operator, "surat.pdf").await;
    let file = attachment::own(&mut tx, id, world.operator.id).await.unwrap().unwrap();
    assert_eq!((file.attachment.id, file.attachment.name.as_str()), (id, "surat.pdf"));
    assert_eq!((file.attachment.size, file.kind, file.owner), (26_214_400, FileType::Pdf, world.operator.id));
    assert_eq!((file.key.as_str(), file.sha256.len()), ("2016/08/surat.pdf", 64));
    assert_eq!((file.institution, file.record), (Some(world.jaksel.id), None));
    assert_eq!(attachment::own(&mut tx, 9999.into(), world.operator.id).await.unwrap(), None);
    assert_eq!(attachment::own(&mut tx, id, world.stranger.id).await.unwrap(), None);
}

async fn a_plans_files_come_in_the_order_asked_for(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let other = world.draft(&mut tx, &[1], world.now).await.id;
    let a = store(&mut tx, &world, &world.operator, "a.pdf").await;
    let b = store(&mut tx, &world, &world.operator, "b.pdf").await;
    let elsewhere = store(&mut tx, &world, &world.operator, "elsewhere.pdf").await;
    let unbound = store(&mut tx, &world, &world.operator, "unbound.pdf").await;
    assert!(attachment::claim(&mut tx, &[a, b], plan, "files", world.operator.id).await.unwrap());
    assert!(attachment::claim(&mut tx, &[elsewhere], other, "files", world.operator.id).await.unwrap());
    let found = attachment::of_record(&mut tx, plan, &[b, elsewhere, unbound, 9999.into(), a]).await.unwrap();
    assert_eq!(found.iter().map(|file| file.id).collect::<Vec<_>>(), [b, a]);
    assert!(attachment::of_record(&mut tx, plan, &[]).await.unwrap().is_empty());
}

async fn own_unbound_files_are_claimed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let a = store(&mut tx, &world, &world.operator, "a.pdf").await;
    let b = store(&mut tx, &world, &world.officer, "b.pdf").await;
    assert!(attachment::claim(&mut tx, &[], plan, "files", world.operator.id).await.unwrap());
    assert!(attachment::claim(&mut tx, &[a, a], plan, "files", world.operator.id).await.unwrap());
    assert_eq!(plan_of(&mut tx, a).await, Some(plan));
    // Bound to this plan already: anybody who may write it may name it again, along with their own.
    assert!(attachment::claim(&mut tx, &[b, a], plan, "files", world.officer.id).await.unwrap());
    assert_eq!(plan_of(&mut tx, b).await, Some(plan));
}

async fn one_wrong_file_claims_none(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let other = world.draft(&mut tx, &[1], world.now).await.id;
    let mine = store(&mut tx, &world, &world.operator, "mine.pdf").await;
    let theirs = store(&mut tx, &world, &world.stranger, "theirs.pdf").await;
    let elsewhere = store(&mut tx, &world, &world.operator, "elsewhere.pdf").await;
    assert!(attachment::claim(&mut tx, &[elsewhere], other, "files", world.operator.id).await.unwrap());
    for wrong in [theirs, elsewhere, 9999.into()] {
        assert!(
            !attachment::claim(&mut tx, &[mine, wrong], plan, "files", world.operator.id).await.unwrap(),
            "{wrong}"
        );
    }
    assert_eq!(plan_of(&mut tx, mine).await, None);
    assert_eq!(plan_of(&mut tx, elsewhere).await, Some(other));
}

async fn a_file_is_claimed_for_one_plan_only(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plans =
        [world.draft(&mut tx, &[0], world.now).await.id, world.draft(&mut tx, &[1], world.now).await.id];
    let file = store(&mut tx, &world, &world.operator, "a.pdf").await;
    tx.commit().await.unwrap();
    let (db, user) = (site.db.clone(), world.operator.id);
    let mut tx = site.db.begin().await.unwrap();
    assert!(attachment::claim(&mut tx, &[file], plans[0], "files", user).await.unwrap());
    // Forced: the other one comes before this one is through.
    let other = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        let claimed = attachment::claim(&mut tx, &[file], plans[1], "files", user).await.unwrap();
        tx.commit().await.unwrap();
        claimed
    });
    site.until_it_waits(&other).await;
    tx.commit().await.unwrap();
    assert!(!other.await.unwrap());
    assert_eq!(plan_of(&mut site.db.read().await.unwrap(), file).await, Some(plans[0]));
}

async fn a_discarded_draft_frees_its_files(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let file = store(&mut tx, &world, &world.operator, "a.pdf").await;
    attachment::claim(&mut tx, &[file], plan, "files", world.operator.id).await.unwrap();
    plan::delete(&mut tx, plan, world.now).await.unwrap();
    assert_eq!(plan_of(&mut tx, file).await, None);
}

async fn only_old_unnamed_files_are_abandoned(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let [named, left, last] = [
        store(&mut tx, &world, &world.operator, "a.pdf").await,
        store(&mut tx, &world, &world.operator, "b.pdf").await,
        store(&mut tx, &world, &world.operator, "c.pdf").await,
    ];
    assert!(attachment::claim(&mut tx, &[named], plan, "files", world.operator.id).await.unwrap());
    assert!(attachment::take_abandoned(&mut tx, world.now, 9).await.unwrap().is_empty(), "none is older");
    let later = world.now + chrono::TimeDelta::seconds(1);
    let taken = attachment::take_abandoned(&mut tx, later, 1).await.unwrap();
    assert_eq!(
        taken.iter().map(|file| (file.id, file.key.as_str())).collect::<Vec<_>>(),
        [(left, "2016/08/b.pdf")]
    );
    let taken = attachment::take_abandoned(&mut tx, later, 9).await.unwrap();
    assert_eq!(taken.iter().map(|file| file.id).collect::<Vec<_>>(), [last]);
    assert_eq!(plan_of(&mut tx, named).await, Some(plan));
}

async fn content_is_noted_until_it_is_removed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    for name in ["a.pdf", "b.pdf"] {
        store(&mut tx, &world, &world.operator, name).await;
    }
    assert_eq!(attachment::take_abandoned(&mut tx, world.later(9), 9).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    // The program may end here; the next run finds them.
    let mut tx = site.db.begin().await.unwrap();
    let keys = attachment::discarded(&mut tx, 9).await.unwrap();
    assert_eq!(keys, ["2016/08/a.pdf", "2016/08/b.pdf"]);
    attachment::forget_discarded(&mut tx, &keys[..1]).await.unwrap();
    assert_eq!(attachment::discarded(&mut tx, 9).await.unwrap(), keys[1..]);
}

/// Forced: the claim is held open while the sweep runs.
async fn a_file_that_is_being_claimed_is_not_swept(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let claimed = store(&mut tx, &world, &world.operator, "a.pdf").await;
    let left = store(&mut tx, &world, &world.operator, "b.pdf").await;
    tx.commit().await.unwrap();

    let mut claim = site.db.begin().await.unwrap();
    assert!(attachment::claim(&mut claim, &[claimed], plan, "files", world.operator.id).await.unwrap());
    // SQLite lets nobody write meanwhile, so there the sweep comes after.
    let mut claim = Some(claim);
    if !site.db.is_postgres() {
        claim.take().unwrap().commit().await.unwrap();
    }
    let mut sweep = site.db.begin().await.unwrap();
    let taken = attachment::take_abandoned(&mut sweep, world.later(9), 9);
    let taken = tokio::time::timeout(Duration::from_secs(20), taken).await.expect("it waits for nobody");
    assert_eq!(taken.unwrap().iter().map(|file| file.id).collect::<Vec<_>>(), [left]);
    if let Some(claim) = claim {
        claim.commit().await.unwrap();
    }
    sweep.commit().await.unwrap();
    assert_eq!(plan_of(&mut site.db.read().await.unwrap(), claimed).await, Some(plan));
}

/// Forced the other way round: the sweep is held open while somebody claims.
async fn a_file_that_is_being_swept_is_not_claimed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let file = store(&mut tx, &world, &world.operator, "a.pdf").await;
    tx.commit().await.unwrap();

    let mut sweep = site.db.begin().await.unwrap();
    assert_eq!(attachment::take_abandoned(&mut sweep, world.later(9), 9).await.unwrap().len(), 1);
    let (db, user) = (site.db.clone(), world.operator.id);
    let claim = tokio::spawn(async move {
        let mut tx = db.begin().await.unwrap();
        attachment::claim(&mut tx, &[file], plan, "files", user).await.unwrap()
    });
    site.until_it_waits(&claim).await;
    sweep.commit().await.unwrap();
    assert!(!claim.await.unwrap());
}

async fn what_nothing_of_a_plan_names_is_let_go_of(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let mut record = world.draft(&mut tx, &[0], world.now).await;
    let mut files = Vec::new();
    for name in ["now.pdf", "sent.pdf", "said.pdf", "left.pdf"] {
        files.push(store(&mut tx, &world, &world.operator, name).await);
    }
    let [now, sent, said, left] = files[..] else { unreachable!() };
    assert!(attachment::claim(&mut tx, &files, record.id, "files", world.operator.id).await.unwrap());
    let snapshot = PlanForm { letter_scan: vec![sent.to_string()], ..record.form.clone() };
    let message = NewMessage {
        about: record.id.into(),
        kind: MessageKind::Submission,
        author: &world.operator,
        commission: false,
        text: CleanText::default(),
        files: vec![said],
        changes: Vec::new(),
        at: world.now,
    };
    review::insert_submission(&mut tx, &message, &snapshot).await.unwrap();
    record.form.letter_scan = vec![now.to_string()];
    let named = named_files(&mut tx, &record).await.unwrap();
    let freed = attachment::release(&mut tx, record.id, &named, world.later(100)).await.unwrap();
    assert_eq!(freed, [left]);
    for file in [now, sent, said] {
        assert_eq!(plan_of(&mut tx, file).await, Some(record.id), "{file}");
    }
    assert_eq!(plan_of(&mut tx, left).await, None);
    // Its time begins when it was let go of, not when it was uploaded.
    assert!(attachment::take_abandoned(&mut tx, world.later(99), 9).await.unwrap().is_empty());
    assert_eq!(attachment::take_abandoned(&mut tx, world.later(101), 9).await.unwrap()[0].id, left);
}

async fn every_content_is_listed_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let mut stored = Vec::new();
    for name in ["a.pdf", "b.pdf", "c.pdf"] {
        stored.push(store(&mut tx, &world, &world.operator, name).await);
    }
    attachment::claim(&mut tx, &stored[1..2], plan, "files", world.operator.id).await.unwrap();
    let mut seen = Vec::new();
    let mut after = AttachmentId::from(0);
    loop {
        let page = attachment::contents(&mut tx, after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.id;
        seen.extend(page);
    }
    assert_eq!(seen.iter().map(|content| content.id).collect::<Vec<_>>(), stored);
    assert_eq!(seen.iter().map(|content| content.bound).collect::<Vec<_>>(), [false, true, false]);
    let b = &seen[1];
    assert_eq!((b.name.as_str(), b.key.as_str(), b.size), ("b.pdf", "2016/08/b.pdf", 26_214_400));
    assert_eq!(b.sha256.len(), 64);
}
