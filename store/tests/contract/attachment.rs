use domain::{
    attachment::FileType,
    id::{AttachmentId, PlanId},
    selection::review::Person,
};
use store::{
    Tx,
    attachment::{self, NewFile},
    selection::plan,
};

use crate::{
    harness::Site,
    world::{World, world},
};

contract!(
    a_file_is_found_again,
    files_come_in_the_order_asked_for,
    own_unbound_files_are_claimed,
    one_wrong_file_claims_none,
    a_file_is_claimed_for_one_plan_only,
    a_discarded_draft_frees_its_files,
    only_old_unnamed_files_are_abandoned,
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

async fn plan_of(tx: &mut Tx, id: AttachmentId) -> Option<PlanId> {
    attachment::find(tx, id).await.unwrap().unwrap().plan
}

async fn a_file_is_found_again(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let id = store(&mut tx, &world, &world.operator, "surat.pdf").await;
    let file = attachment::find(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((file.attachment.id, file.attachment.name.as_str()), (id, "surat.pdf"));
    assert_eq!((file.attachment.size, file.kind, file.owner), (26_214_400, FileType::Pdf, world.operator.id));
    assert_eq!((file.key.as_str(), file.sha256.len()), ("2016/08/surat.pdf", 64));
    assert_eq!((file.institution, file.plan), (Some(world.jaksel.id), None));
    assert_eq!(attachment::find(&mut tx, 9999.into()).await.unwrap(), None);
}

async fn files_come_in_the_order_asked_for(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let a = store(&mut tx, &world, &world.operator, "a.pdf").await;
    let b = store(&mut tx, &world, &world.operator, "b.pdf").await;
    let found = attachment::by_ids(&mut tx, &[b, 9999.into(), a]).await.unwrap();
    assert_eq!(found.iter().map(|file| file.id).collect::<Vec<_>>(), [b, a]);
    assert!(attachment::by_ids(&mut tx, &[]).await.unwrap().is_empty());
}

async fn own_unbound_files_are_claimed(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let a = store(&mut tx, &world, &world.operator, "a.pdf").await;
    let b = store(&mut tx, &world, &world.officer, "b.pdf").await;
    assert!(attachment::claim(&mut tx, &[], plan, world.operator.id).await.unwrap());
    assert!(attachment::claim(&mut tx, &[a, a], plan, world.operator.id).await.unwrap());
    assert_eq!(plan_of(&mut tx, a).await, Some(plan));
    // Bound to this plan already: anybody who may write it may name it again, along with their own.
    assert!(attachment::claim(&mut tx, &[b, a], plan, world.officer.id).await.unwrap());
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
    assert!(attachment::claim(&mut tx, &[elsewhere], other, world.operator.id).await.unwrap());
    for wrong in [theirs, elsewhere, 9999.into()] {
        assert!(
            !attachment::claim(&mut tx, &[mine, wrong], plan, world.operator.id).await.unwrap(),
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
    let claims = plans.map(|plan| {
        let (db, user) = (site.db.clone(), world.operator.id);
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let claimed = attachment::claim(&mut tx, &[file], plan, user).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            tx.commit().await.unwrap();
            claimed
        })
    });
    let mut claimed = 0;
    for claim in claims {
        claimed += usize::from(claim.await.unwrap());
    }
    assert_eq!(claimed, 1);
}

async fn a_discarded_draft_frees_its_files(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let file = store(&mut tx, &world, &world.operator, "a.pdf").await;
    attachment::claim(&mut tx, &[file], plan, world.operator.id).await.unwrap();
    plan::delete(&mut tx, plan).await.unwrap();
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
    assert!(attachment::claim(&mut tx, &[named], plan, world.operator.id).await.unwrap());
    assert!(attachment::take_abandoned(&mut tx, world.now, 9).await.unwrap().is_empty(), "none is older");
    let later = world.now + chrono::TimeDelta::seconds(1);
    let taken = attachment::take_abandoned(&mut tx, later, 1).await.unwrap();
    assert_eq!(
        taken.iter().map(|file| (file.id, file.key.as_str())).collect::<Vec<_>>(),
        [(left, "2016/08/b.pdf")]
    );
    let taken = attachment::take_abandoned(&mut tx, later, 9).await.unwrap();
    assert_eq!(taken.iter().map(|file| file.id).collect::<Vec<_>>(), [last]);
    assert!(attachment::find(&mut tx, named).await.unwrap().is_some());
}

async fn every_content_is_listed_once(site: Site) {
    let world = world(&site).await;
    let mut tx = site.db.begin().await.unwrap();
    let plan = world.draft(&mut tx, &[0], world.now).await.id;
    let mut stored = Vec::new();
    for name in ["a.pdf", "b.pdf", "c.pdf"] {
        stored.push(store(&mut tx, &world, &world.operator, name).await);
    }
    attachment::claim(&mut tx, &stored[1..2], plan, world.operator.id).await.unwrap();
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
