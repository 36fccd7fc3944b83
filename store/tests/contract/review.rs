use domain::{
    field::FieldChange,
    id::PlanId,
    rich_text::CleanText,
    selection::{plan::PlanForm, review::MessageKind},
};
use store::{
    message::{self, NewMessage},
    selection::review,
};

use crate::{harness::Site, world::world};

contract!(the_dialogue_keeps_everything_in_order, the_last_snapshot_is_what_was_sent_last);

async fn the_dialogue_keeps_everything_in_order(site: Site) {
    let world = world(&site).await;
    let plan = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    let change =
        FieldChange { label: "No. Surat Pengantar".into(), before: "1".into(), after: "2 \"dua\"".into() };
    for (index, kind) in MessageKind::ALL.into_iter().enumerate() {
        let commission = index % 2 == 1;
        let new = NewMessage {
            about: plan.into(),
            kind,
            author: if commission { &world.officer } else { &world.operator },
            commission,
            text: CleanText::from_text(kind.label()),
            files: vec![4.into(), 2.into()],
            changes: vec![change.clone()],
            at: world.now,
        };
        message::insert(&mut tx, &new).await.unwrap();
    }
    let messages = message::list(&mut tx, plan).await.unwrap();
    assert_eq!(messages.iter().map(|message| message.kind).collect::<Vec<_>>(), MessageKind::ALL);
    let second = &messages[1];
    assert_eq!((second.commission, &second.author, second.at), (true, &world.officer, world.now));
    assert_eq!((second.text.as_str(), &second.changes), ("<p>Rencana dikirim</p>", &vec![change]));
    assert_eq!(second.files, [4.into(), 2.into()]);
    assert!(message::list(&mut tx, PlanId::new(9999)).await.unwrap().is_empty());
}

async fn the_last_snapshot_is_what_was_sent_last(site: Site) {
    let world = world(&site).await;
    let plan = world.submitted(&site, &[0]).await.id;
    let mut tx = site.db.begin().await.unwrap();
    assert_eq!(review::last_snapshot(&mut tx, plan).await.unwrap(), None);
    let sent = ["800/1", "800/2"].map(|letter| PlanForm { letter_number: letter.into(), ..world.form(&[0]) });
    for snapshot in [Some(&sent[0]), Some(&sent[1]), None] {
        let new = NewMessage {
            about: plan.into(),
            kind: MessageKind::Submission,
            author: &world.operator,
            commission: false,
            text: CleanText::default(),
            files: vec![],
            changes: vec![],
            at: world.now,
        };
        match snapshot {
            Some(form) => review::insert_submission(&mut tx, &new, form).await.unwrap(),
            None => message::insert(&mut tx, &new).await.unwrap(),
        };
    }
    assert_eq!(review::last_snapshot(&mut tx, plan).await.unwrap().as_ref(), Some(&sent[1]));
}
