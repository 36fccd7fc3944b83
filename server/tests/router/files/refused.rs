//! What is no attachment, and who may send none.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use app::error::AppError;
use axum::body::Body;
use bytes::Bytes;
use domain::selection::Phase;
use futures::StreamExt as _;
use http::Method;

use super::one;
use crate::{
    scene::{Far, Scene},
    support::{
        Client, Server,
        multipart::Multipart,
        samples::{HTML, PDF, PNG, types, zip},
    },
};

everywhere!(
    a_disguised_locked_or_armed_file_is_refused_with_its_cure,
    what_is_no_such_file_is_refused,
    too_many_files_in_one_field_are_refused_without_a_script,
    a_form_that_is_too_large_is_answered_with_a_page_and_a_sentence,
    a_large_file_is_refused_before_it_has_come,
    strangers_store_nothing,
    who_only_reads_stores_nothing,
    few_large_forms_of_one_account_are_on_their_way_at_once,
);

async fn a_disguised_locked_or_armed_file_is_refused_with_its_cure(server: Server) {
    let person = server.client("jaksel").await;
    let word = types("wordprocessingml.document");
    let jar = zip(&[("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0"), ("Main.class", b"x")]);
    let armed = zip(&[("[Content_Types].xml", &word), ("word/vbaProject.bin", b"x")]);
    for (name, content, words) in [
        ("surat.docx", &jar[..], "bukan PDF"),
        ("surat.docx", &armed, "makro"),
        ("foto.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        ("foto.jpg", b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
        ("surat.pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF\n", "kata sandi"),
        ("foto.jpg", b"\xff\xd8\xff\xe1\xff\xff short", "rusak"),
    ] {
        let reply = person.upload(one(name, content)).await;
        assert_eq!(reply.error().status(), 422, "{name}");
        let sentence = reply.complaint("file");
        assert!(sentence.contains(words) && sentence.contains(name), "{name}: {sentence}");
    }
    assert_eq!(server.stored_files(), 0);
}

async fn what_is_no_such_file_is_refused(server: Server) {
    let person = server.client("jaksel").await;
    for (name, content, words) in [
        ("kosong.pdf", &b""[..], "kosong"),
        ("halaman.pdf", HTML, "bukan PDF"),
        ("gambar.pdf", PNG, "berisi png"),
        ("halaman.html", HTML, "bukan PDF"),
        ("surat.html", PDF, "berisi pdf"),
        ("program.pdf", b"MZ\x90\0\x03\0\0\0", "bukan PDF"),
        ("tulisan.pdf", b"%pdf-1.4", "bukan PDF"),
    ] {
        let reply = person.upload(one(name, content)).await;
        assert_eq!(reply.error().status(), 422, "{name}");
        let sentence = reply.complaint("file");
        assert!(sentence.contains(words) && sentence.contains(name), "{name}: {sentence}");
    }
    let reply = person.upload(Multipart::default().text("file2", "x")).await;
    assert_eq!(reply.complaint("file"), "Pilih berkas yang akan diunggah.");
    assert_eq!(server.stored_files(), 0, "something stayed behind");
    assert_eq!(server.acts().await, ["log_in"]);
}

async fn too_many_files_in_one_field_are_refused_without_a_script(server: Server) {
    let scene = Scene::set(&server, Phase::InReview, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let mut form =
        Multipart::default().text("plan", &scene.plan.to_string()).text("form[text]", "Mohon dilihat.");
    for place in 0..25 {
        form = form.file("form[files][]", &format!("{place}.pdf"), PDF);
    }
    let page = format!("/seleksi/{}", scene.plan);
    let reply = jaksel.submit_files(&page, "/api/selection/post_message", form).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("sisanya tidak diunggah"), "{}", reply.text);
    assert_eq!(server.stored_files(), 20, "the others are not even stored");
}

async fn a_form_that_is_too_large_is_answered_with_a_page_and_a_sentence(server: Server) {
    let form = Multipart::default().text("form[text]", &"panjang ".repeat(600_000));
    let jaksel = server.client("jaksel").await;
    let reply = jaksel.submit_files("/seleksi/tambah", "/api/selection/save_plan", form).await;
    assert_eq!((reply.status, reply.header("content-type")), (413, "text/html; charset=utf-8"));
    assert!(reply.text.contains("terlalu besar untuk dikirim sekaligus"), "{}", reply.text);
    assert!(reply.text.contains("Kembali ke halaman sebelumnya"), "{}", reply.text);
}

async fn a_large_file_is_refused_before_it_has_come(server: Server) {
    let person = server.client("jaksel").await;
    let (kind, body) = one("besar.pdf", &[PDF, &vec![b' '; 64 * 1024]].concat()).finish();
    let start = Bytes::from(body[..body.len() - 100].to_vec());
    // Far more than is taken; the server must stop reading long before its end.
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let more = futures::stream::repeat_with(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(Bytes::from_static(&[b' '; 16 * 1024]))
    });
    let endless = futures::stream::iter([Ok::<_, std::io::Error>(start)]).chain(more.take(4096));
    let request = person
        .to(Method::POST, "/files")
        .header("content-type", kind)
        .header("origin", "http://sijapti.test");
    let reply = person.read(request, Body::from_stream(endless)).await;
    assert_eq!(reply.status, 413);
    assert!(reply.complaint("file").contains("melebihi 1 MiB"), "{}", reply.text);
    assert!(sent.load(Ordering::Relaxed) < 100, "{} pieces were read", sent.load(Ordering::Relaxed));
    assert_eq!(server.stored_files(), 0);
}

async fn strangers_store_nothing(server: Server) {
    let reply = server.visitor().upload(one("a.pdf", PDF)).await;
    assert_eq!(reply.error(), AppError::Unauthenticated);
    assert_eq!(server.stored_files(), 0);
    assert_eq!(server.visitor().get("/files/1").await.status, 401);
}

async fn who_only_reads_stores_nothing(server: Server) {
    server.add("pansel", domain::identity::Role::Committee, "jaksel").await;
    let reply = server.client("pansel").await.upload(one("a.pdf", PDF)).await;
    assert!(matches!(reply.error(), AppError::Denied(_)), "{}", reply.text);
    assert_eq!(server.stored_files(), 0);
}

async fn few_large_forms_of_one_account_are_on_their_way_at_once(server: Server) {
    let jaksel = server.client("jaksel").await;
    let endless = || {
        let begin = Bytes::from(vec![b'a'; 128 * 1024]);
        Body::from_stream(
            futures::stream::iter([Ok::<_, std::io::Error>(begin)]).chain(futures::stream::pending()),
        )
    };
    let form = |client: &Client| {
        client
            .to(Method::POST, "/api/selection/post_message")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "http://sijapti.test")
    };
    let mut waiting: Vec<_> = (0..3).map(|_| Box::pin(jaksel.send(form(&jaksel), endless()))).collect();
    let refused = async {
        loop {
            let reply = jaksel.read(form(&jaksel), "x".repeat(128 * 1024)).await;
            if reply.status == 503 {
                return reply.text;
            }
        }
    };
    let text = tokio::select! {
        _ = futures::future::join_all(&mut waiting) => panic!("what never ends was answered"),
        text = refused => text,
    };
    assert!(text.contains("kiriman besar"), "{text}");
    let bandung = server.client("bandung").await;
    assert_ne!(
        bandung.read(form(&bandung), "x".repeat(128 * 1024)).await.status,
        503,
        "another account goes on"
    );
    drop(waiting);
    assert_ne!(jaksel.read(form(&jaksel), "x".repeat(128 * 1024)).await.status, 503);
}
