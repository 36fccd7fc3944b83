//! What is left of attachments that nobody uses: nothing.

use chrono::TimeDelta;
use http::Method;

use super::one;
use crate::support::{Server, samples::PDF};

everywhere!(
    a_sweep_that_ended_too_early_is_finished_by_the_next,
    a_broken_off_upload_leaves_nothing,
    uploads_that_nobody_used_are_removed_after_two_days,
);

async fn a_sweep_that_ended_too_early_is_finished_by_the_next(server: Server) {
    let person = server.client("jaksel").await;
    person.attach("lupa.pdf", PDF).await;
    // As if the program had ended between the removal of the row and that of the content.
    let mut tx = server.db.begin().await.unwrap();
    let later = server::start::clock() + TimeDelta::hours(1);
    assert_eq!(store::attachment::take_abandoned(&mut tx, later, 9).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
    assert_eq!(server.stored_files(), 1);
    assert_eq!(server.sweep(server::start::clock()).await, 0);
    assert_eq!(server.stored_files(), 0);
}

async fn a_broken_off_upload_leaves_nothing(server: Server) {
    let person = server.client("jaksel").await;
    let (kind, body) = one("a.pdf", PDF).finish();
    let request = person
        .to(Method::POST, "/files")
        .header("content-type", kind)
        .header("origin", "http://sijapti.test");
    let reply = person.read(request, body[..body.len() - 60].to_vec()).await;
    assert!(reply.complaint("file").contains("terputus"), "{}", reply.text);
    assert_eq!(server.stored_files(), 0);
    assert_eq!(server.acts().await, ["log_in"]);
}

async fn uploads_that_nobody_used_are_removed_after_two_days(server: Server) {
    let person = server.client("jaksel").await;
    let [used, left] = [person.attach("dipakai.pdf", PDF).await, person.attach("lupa.pdf", PDF).await];
    let plan = server.draft_of("jaksel").await;
    server.claim("jaksel", &used, plan).await;
    let now = server::start::clock();
    assert_eq!(server.sweep(now + TimeDelta::hours(47)).await, 0);
    assert_eq!(server.sweep(now + TimeDelta::hours(49)).await, 1);
    assert_eq!(server.stored_files(), 1);
    assert_eq!(person.get(&format!("/files/{left}")).await.status, 404);
    assert_eq!(person.get(&format!("/files/{used}")).await.bytes, PDF);
    assert_eq!(server.acts().await[0], "discard_file");
}
