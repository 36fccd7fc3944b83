//! Attachments in a bucket: in what pieces they travel, and what becomes of them when it does not work.

use std::time::Duration;

use app::error::AppError;
use bytes::Bytes;
use chrono::TimeDelta;
use domain::selection::{Phase, forms::SheetForm};
use http::Method;
use tokio::time::timeout;

use super::one;
use crate::{
    call::Call,
    fake_bucket::{Mood, PREFIX},
    scene::{Far, Scene},
    support::{Reply, Server, samples::PDF},
};

on_bucket!(
    small_files_go_at_once_and_large_ones_in_parts,
    a_bucket_that_does_not_work_is_told_and_nothing_is_recorded,
    what_cannot_be_fetched_is_told,
    a_broken_upload_is_aborted,
    who_sends_a_file_may_leave_before_the_bucket_has_it,
    a_download_goes_on_where_the_line_broke,
    a_download_goes_on_when_no_request_is_repeated_any_more,
    what_lies_there_otherwise_is_no_answer,
    a_sweep_that_the_bucket_refused_is_finished_by_the_next,
);

/// Whatever takes longer does not come.
const SOON: Duration = Duration::from_secs(10);

/// A PDF of so many bytes, no two stretches of which are alike.
fn pdf(size: usize) -> Vec<u8> {
    let mut content = PDF.to_vec();
    content.extend(
        (content.len()..size).map(|place| (place as u32).wrapping_mul(2_654_435_761).to_be_bytes()[0]),
    );
    content
}

/// That the server is out of order, with a number to ask the Admin by.
fn out_of_order(reply: &Reply) {
    let AppError::Busy(sentence) = reply.error() else { panic!("{}", reply.text) };
    assert_eq!(reply.status, 503);
    let (_, rest) = sentence.split_once("bukan karena isian Anda").expect(&sentence);
    let number = rest.split_once("nomor rujukan ").and_then(|(_, rest)| rest.split_once(" kepada Admin"));
    assert!(number.is_some_and(|(number, _)| number.len() > 4), "{sentence}");
    assert!(reply.header("x-request-id").starts_with(number.unwrap().0), "{sentence}");
}

async fn small_files_go_at_once_and_large_ones_in_parts(server: Server) {
    let shelf = &server.place.fake().shelf;
    let roomy = server.with_room(server.place.clone());
    let person = roomy.client("jaksel").await;
    for (size, begun) in [(5 * 1024 * 1024, 0), (5 * 1024 * 1024 + 1, 1), (17 * 1024 * 1024, 2)] {
        let content = pdf(size);
        let id = person.attach("lampiran.pdf", &content).await;
        assert_eq!(shelf.begun(), begun, "of {size} bytes");
        let reply = person.get(&format!("/files/{id}")).await;
        assert!(reply.bytes == content, "{size} bytes came back otherwise");
    }
    assert_eq!(server.stored_files(), 3);
    assert!(shelf.keys().iter().all(|key| key.starts_with(&format!("{PREFIX}/"))), "{:?}", shelf.keys());
}

async fn a_bucket_that_does_not_work_is_told_and_nothing_is_recorded(server: Server) {
    let shelf = &server.place.fake().shelf;
    let hasty = server.with_room(server.place.impatient());
    let person = hasty.client("jaksel").await;
    for mood in [Mood::Failing, Mood::Silent] {
        shelf.set_mood(mood);
        for content in [PDF.to_vec(), pdf(6 * 1024 * 1024)] {
            out_of_order(&person.upload(one("surat.pdf", &content)).await);
        }
    }
    // A form without a script says so on a page.
    let form = crate::support::multipart::Multipart::default().file("form[files][]", "surat.pdf", PDF);
    let page = person.submit_files("/seleksi/tambah", "/api/selection/save_plan", form).await;
    assert_eq!((page.status, page.header("content-type")), (503, "text/html; charset=utf-8"));
    assert!(page.text.contains("bukan karena isian Anda"), "{}", page.text);
    server.place.fake().close();
    out_of_order(&person.upload(one("surat.pdf", PDF)).await);
    assert_eq!(server.stored_files(), 0);
    assert_eq!(server.acts().await, ["log_in"]);
}

async fn what_cannot_be_fetched_is_told(server: Server) {
    let shelf = &server.place.fake().shelf;
    let scene = Scene::set(&server, Phase::Process, Far::Entered).await;
    let hasty = server.with_room(server.place.impatient());
    let jaksel = hasty.client("jaksel").await;
    let file = jaksel.attach("surat.pdf", PDF).await;
    let sheet = jaksel.attach_sheet("pelamar.csv", b"Nama;NIP;Instansi\r\n").await;
    let form = SheetForm { sheet: vec![sheet] };
    let import = Call::of("selection/import_applicants").with("vacancy", scene.vacancy).form(&form);
    for mood in [Mood::Failing, Mood::Silent, Mood::Gone] {
        shelf.set_mood(mood);
        let path = format!("/files/{file}");
        out_of_order(
            &jaksel.read(jaksel.to(Method::GET, &path).header("accept", "application/json"), "").await,
        );
        out_of_order(&import.by(&jaksel).await);
    }
    shelf.set_mood(Mood::Well);
    assert_eq!(jaksel.get(&format!("/files/{file}")).await.bytes, PDF);
}

async fn a_broken_upload_is_aborted(server: Server) {
    let shelf = &server.place.fake().shelf;
    let hasty = server.with_room(server.place.clone());
    let person = hasty.client("jaksel").await;
    let moods =
        [Mood::FailingLaterParts, Mood::FailingAtTheEnd, Mood::SilentAtTheEnd, Mood::AbortingAnything];
    for (begun, mood) in (1..).zip(moods) {
        shelf.set_mood(mood);
        out_of_order(&person.upload(one("besar.pdf", &pdf(12 * 1024 * 1024))).await);
        assert_eq!((shelf.begun(), server.stored_files()), (begun, 0), "{mood:?}");
    }
    assert_eq!(server.acts().await, ["log_in"]);
}

async fn who_sends_a_file_may_leave_before_the_bucket_has_it(server: Server) {
    let shelf = &server.place.fake().shelf;
    let person = server.client("jaksel").await;
    shelf.set_mood(Mood::Holding);
    tokio::select! {
        reply = person.upload(one("surat.pdf", PDF)) => panic!("it was answered: {}", reply.text),
        held = timeout(SOON, shelf.until_one_is_held()) => held.unwrap(),
    }
    shelf.set_mood(Mood::Well);
    // What was begun is ended: whoever asks sees the file and its line in the log, or neither.
    let ended = async {
        while server.acts().await[0] != "upload_file" {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, ended).await.unwrap();
    assert_eq!(server.stored_files(), 1);
}

async fn a_download_goes_on_where_the_line_broke(server: Server) {
    let shelf = &server.place.fake().shelf;
    let person = server.client("jaksel").await;
    let content = pdf(900_000);
    let id = person.attach("lampiran.pdf", &content).await;
    shelf.set_mood(Mood::BreakingOff);
    let reply = person.get(&format!("/files/{id}")).await;
    assert!(reply.bytes == content, "{} bytes came", reply.bytes.len());
    assert_eq!(shelf.reads(), 2);
}

async fn a_download_goes_on_when_no_request_is_repeated_any_more(server: Server) {
    let shelf = &server.place.fake().shelf;
    let slow = server.with_room(server.place.unrepeated());
    let person = slow.client("jaksel").await;
    let content = pdf(900_000);
    let id = person.attach("lampiran.pdf", &content).await;
    shelf.set_mood(Mood::BreakingOff);
    let reply = person.get(&format!("/files/{id}")).await;
    assert!(reply.bytes == content, "{} bytes came", reply.bytes.len());
    assert_eq!(shelf.reads(), 2);
}

async fn what_lies_there_otherwise_is_no_answer(server: Server) {
    let shelf = &server.place.fake().shelf;
    let person = server.client("jaksel").await;
    let id = person.attach("surat.pdf", PDF).await;
    let key = shelf.keys().remove(0);
    shelf.put(&key, Bytes::from_static(&PDF[1..]));
    assert_eq!(person.get(&format!("/files/{id}")).await.status, 500);
    shelf.delete(&key);
    assert_eq!(person.get(&format!("/files/{id}")).await.status, 500);
    shelf.put(&key, Bytes::from_static(PDF));
    assert_eq!(person.get(&format!("/files/{id}")).await.bytes, PDF);
}

async fn a_sweep_that_the_bucket_refused_is_finished_by_the_next(server: Server) {
    let shelf = &server.place.fake().shelf;
    server.client("jaksel").await.attach("lupa.pdf", PDF).await;
    let later = server::start::clock() + TimeDelta::hours(49);
    for (mood, code) in [(Mood::Failing, "InternalError"), (Mood::Gone, "NoSuchBucket")] {
        shelf.set_mood(mood);
        let refused = server::sweep_uploads(&server.db, &server.place.impatient().files(), later).await;
        assert!(refused.unwrap_err().to_string().contains(code), "{mood:?}");
        assert_eq!(server.stored_files(), 1);
    }
    shelf.set_mood(Mood::Well);
    assert_eq!(server.sweep(later).await, 0, "its row has gone already");
    assert_eq!(server.stored_files(), 0);
}
