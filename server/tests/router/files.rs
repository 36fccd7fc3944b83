//! Attachments: what is taken, and who may have it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use app::{error::AppError, server::Settings};
use axum::body::Body;
use bytes::Bytes;
use chrono::TimeDelta;
use domain::{attachment::Attachment, selection::Phase};
use futures::StreamExt as _;
use http::Method;
use store::selection::plan;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::{
    call::Call,
    scene::{Far, Scene},
    support::{
        Client, MAX_FILE, Server,
        multipart::Multipart,
        samples::{HTML, JPEG, LINKS, PDF, PNG, docx, types, xlsx, zip},
    },
    typed,
};

both!(
    every_type_is_taken_and_comes_back_as_it_was,
    several_files_come_as_a_list,
    the_lines_speed_decides_nothing,
    a_photo_is_handed_on_without_its_position,
    a_disguised_locked_or_armed_file_is_refused_with_its_cure,
    a_virus_scanner_is_asked_and_believed,
    a_scanner_that_does_not_answer_lets_nothing_in,
    the_largest_size_is_said_as_it_is_set,
    too_many_files_in_one_field_are_refused_without_a_script,
    a_form_that_is_too_large_is_answered_with_a_page_and_a_sentence,
    what_is_no_such_file_is_refused,
    a_large_file_is_refused_before_it_has_come,
    a_file_of_the_largest_size_is_taken,
    a_spreadsheet_to_be_read_is_nobodys_attachment,
    a_replaced_file_of_a_track_record_is_its_owners_alone,
    few_large_forms_of_one_account_are_on_their_way_at_once,
    a_name_is_made_safe,
    strangers_store_nothing,
    who_only_reads_stores_nothing,
    an_unbound_file_is_its_owners_alone,
    a_plans_file_is_for_those_who_see_the_plan,
    a_file_that_left_a_draft_is_not_the_commissions_after_sending,
    a_file_of_an_earlier_version_stays_with_the_plan,
    a_sweep_that_ended_too_early_is_finished_by_the_next,
    a_broken_off_upload_leaves_nothing,
    uploads_that_nobody_used_are_removed_after_two_days,
);

fn one(name: &str, content: &[u8]) -> Multipart {
    Multipart::default().file("file", name, content)
}

async fn every_type_is_taken_and_comes_back_as_it_was(server: Server) {
    let person = server.client("jaksel").await;
    for (name, content, kind) in [
        ("Surat Pengantar é.pdf", PDF.to_vec(), "application/pdf"),
        ("foto.png", PNG.to_vec(), "image/png"),
        ("foto.JPG", JPEG.to_vec(), "image/jpeg"),
        ("laporan.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pelamar.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let reply = person.upload(one(name, &content)).await;
        assert_eq!(reply.status, 200, "{name}: {}", reply.text);
        let file: Attachment = reply.json();
        assert_eq!((file.name.as_str(), file.size), (name, content.len() as u64));

        let reply = person.get(&format!("/files/{}", file.id)).await;
        assert_eq!((reply.status, &reply.bytes), (200, &content), "{name}");
        assert_eq!(reply.header("content-type"), kind);
        assert_eq!(reply.header("content-length"), content.len().to_string());
        assert!(reply.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert!(reply.header("content-security-policy").starts_with("sandbox"));
        assert_eq!(reply.header("cache-control"), "private, no-store");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(server.stored_files(), 5);
    assert_eq!(server.acts().await.iter().filter(|act| *act == "upload_file").count(), 5);
}

async fn several_files_come_as_a_list(server: Server) {
    let person = server.client("jaksel").await;
    let reply = person.upload(one("a.pdf", PDF).file("file", "b.png", PNG)).await;
    let names: Vec<String> = reply.json::<Vec<Attachment>>().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["a.pdf", "b.png"]);
}

async fn the_lines_speed_decides_nothing(server: Server) {
    let person = server.client("jaksel").await;
    let picture: Vec<u8> =
        (0..150_000_u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let types = types("spreadsheetml.sheet");
    let book = zip(&[
        ("docProps/thumbnail.jpeg", &picture),
        ("_rels/.rels", LINKS),
        ("main.xml", b"<x/>"),
        ("[Content_Types].xml", &types),
    ]);
    for size in [1000, 16 * 1024, 64 * 1024, 1024 * 1024] {
        let (kind, body) = one("pelamar.xlsx", &book).finish();
        let pieces: Vec<_> =
            body.chunks(size).map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece))).collect();
        let request = person
            .to(Method::POST, "/files")
            .header("content-type", kind)
            .header("origin", "http://sijapti.test");
        let reply = person.read(request, Body::from_stream(futures::stream::iter(pieces))).await;
        assert_eq!(reply.status, 200, "in pieces of {size}: {}", reply.text);
    }
}

async fn a_photo_is_handed_on_without_its_position(server: Server) {
    let person = server.client("jaksel").await;
    let photo = [
        &b"\xff\xd8\xff\xe1\0\x26Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS!"
            [..],
        b"\xff\xfe\0\x0aJakarta.\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\x34\xff\xd9",
    ]
    .concat();
    let reply = person.upload(one("IMG_2024", &photo)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let file: Attachment = reply.json();
    assert_eq!(file.name, "IMG_2024.jpg");
    let reply = person.get(&format!("/files/{}", file.id)).await;
    assert_eq!(reply.bytes.len() as u64, file.size);
    assert!(!reply.text.contains("GPS") && !reply.text.contains("Jakarta"));
    assert!(reply.bytes.windows(4).any(|four| four == b"Exif"), "how it is turned is still told");
}

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

/// A scanner that knows one virus.
async fn scanner() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let (mut line, _) = listener.accept().await.unwrap();
            let mut head = [0; 10];
            line.read_exact(&mut head).await.unwrap();
            assert_eq!(&head, b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let length = line.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; length as usize];
                line.read_exact(&mut piece).await.unwrap();
                content.extend(piece);
            }
            let found = content.windows(5).any(|window| window == b"EICAR");
            let answer: &[u8] = if found { b"stream: Eicar-Test-Signature FOUND\0" } else { b"stream: OK\0" };
            line.write_all(answer).await.unwrap();
        }
    });
    address
}

async fn a_virus_scanner_is_asked_and_believed(server: Server) {
    let settings = Settings { virus_scanner: Some(scanner().await), ..Settings::default() };
    let guarded = server.beside(settings);
    let person = guarded.client("jaksel").await;
    let large = [PDF, &vec![b' '; 300_000], b"EICAR"].concat();
    let reply = person.upload(one("sakit.pdf", &large)).await;
    assert!(reply.complaint("file").contains("ditolak oleh pemindai virus"), "{}", reply.text);
    assert_eq!(server.stored_files(), 0);
    assert_eq!(person.upload(one("sehat.pdf", &large[..large.len() - 5])).await.status, 200);
}

async fn a_scanner_that_does_not_answer_lets_nothing_in(server: Server) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    // It hangs up on everybody.
    tokio::spawn(async move {
        loop {
            drop(listener.accept().await);
        }
    });
    for address in [address, "/there/is/no/socket".to_owned()] {
        let settings = Settings { virus_scanner: Some(address), ..Settings::default() };
        let reply = server.beside(settings).client("jaksel").await.upload(one("surat.pdf", PDF)).await;
        let sentence = reply.complaint("file");
        assert!(sentence.contains("tidak menjawab") && sentence.contains("Coba lagi"), "{sentence}");
    }
    assert_eq!(server.stored_files(), 0);
}

async fn the_largest_size_is_said_as_it_is_set(server: Server) {
    let page = server.client("jaksel").await.page("/seleksi/tambah").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("paling besar 1 MiB per berkas"), "it says something else");
    assert!(!page.text.contains("25 MiB"));
}

async fn too_many_files_in_one_field_are_refused_without_a_script(server: Server) {
    let scene = Scene::set(&server, Phase::InReview { recommended: false }, Far::Entered).await;
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

async fn a_file_of_the_largest_size_is_taken(server: Server) {
    let person = server.client("jaksel").await;
    let mut content = PDF.to_vec();
    content.resize(MAX_FILE as usize, b' ');
    let id = person.attach("pas.pdf", &content).await;
    assert_eq!(person.get(&format!("/files/{id}")).await.bytes, content);
    content.push(b' ');
    assert_eq!(person.upload(one("lebih.pdf", &content)).await.status, 413);
}

async fn a_name_is_made_safe(server: Server) {
    let person = server.client("jaksel").await;
    let reply = person.upload(one("../../etc/<passwd>;.pdf", PDF)).await;
    assert_eq!(reply.json::<Attachment>().name, "passwd.pdf");
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

async fn an_unbound_file_is_its_owners_alone(server: Server) {
    let id = server.client("jaksel").await.attach("a.pdf", PDF).await;
    let path = format!("/files/{id}");
    for other in ["bandung", "admin", "asisten1"] {
        assert_eq!(server.client(other).await.get(&path).await.status, 404, "{other}");
    }
    for path in ["/files/999999", "/files/x", "/files/-1"] {
        assert_eq!(server.client("jaksel").await.get(path).await.status, 404, "{path}");
    }
}

async fn a_plans_file_is_for_those_who_see_the_plan(server: Server) {
    let id = server.client("jaksel").await.attach("a.pdf", PDF).await;
    let path = format!("/files/{id}");
    let plan = server.draft_of("jaksel").await;
    server.claim("jaksel", &id, plan).await;
    server.add("jaksel2", domain::identity::Role::Operator, "jaksel").await;
    assert_eq!(server.client("jaksel2").await.get(&path).await.status, 200);
    assert_eq!(
        server.client("komisioner").await.get(&path).await.status,
        404,
        "a draft is the institution's"
    );
    server.submit(plan).await;
    assert_eq!(server.client("komisioner").await.get(&path).await.status, 200);
    let other = server.client("bandung").await.get(&path).await;
    assert_eq!((other.status, other.header("content-disposition")), (404, ""));
}

async fn a_file_that_left_a_draft_is_not_the_commissions_after_sending(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let [left, kept] = [jaksel.attach("salah.pdf", PDF).await, jaksel.attach("benar.pdf", PDF).await];
    let save = |version: i64, intent: &'static str, scan: &str| {
        Call::of("selection/save_plan")
            .with("plan", scene.plan)
            .with("version", version)
            .with("intent", intent)
            .form(&typed::plan(scene.position))
            .with("form[letter_scan][0]", scan)
    };
    let version = scene.versions[0];
    assert_eq!(save(version, "draft", &left).by(&jaksel).await.status, 200);
    assert_eq!(save(version + 1, "draft", &kept).by(&jaksel).await.status, 200);
    assert_eq!(save(version + 2, "send", &kept).by(&jaksel).await.status, 200);
    let asks =
        async |name: &str, file: &str| server.client(name).await.get(&format!("/files/{file}")).await.status;
    assert_eq!(asks("komisioner", &kept).await, 200);
    assert_eq!(asks("komisioner", &left).await, 404, "nothing of the plan ever named it to the commission");
    assert_eq!(asks("jaksel", &left).await, 200, "it is its owner's alone");
    // It is swept two days after it was taken out.
    assert_eq!(server.sweep(server::start::clock() + TimeDelta::hours(49)).await, 1);
    assert_eq!(asks("jaksel", &left).await, 404);
}

async fn a_spreadsheet_to_be_read_is_nobodys_attachment(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let sheet = jaksel.attach_sheet("pelamar.csv", b"Nama;NIP\r\n=cmd|'/c calc'!A1;1\r\n").await;
    let reply = Call::of("selection/save_plan")
        .with("plan", scene.plan)
        .with("version", scene.versions[0])
        .with("intent", "draft")
        .with("form[letter_scan][0]", &sheet)
        .by(&jaksel)
        .await;
    assert!(!reply.complaint("letter_scan").is_empty(), "{}", reply.text);
}

async fn a_replaced_file_of_a_track_record_is_its_owners_alone(server: Server) {
    let scene = Scene::set(&server, Phase::Process, Far::Scored).await;
    let jaksel = server.client("jaksel").await;
    let mut version = scene.versions[2];
    let files = [jaksel.attach("lama.pdf", PDF).await, jaksel.attach("baru.pdf", PDF).await];
    for file in &files {
        let call = Call::of("selection/describe_track_record")
            .with("applicant", scene.applicant)
            .with("version", version)
            .with("form[text][html]", "<div>Baik.</div>")
            .with("form[files][0]", file);
        call.by(&jaksel).await.done();
        version += 1;
    }
    let chief = server.client("komisioner").await;
    let asks = async |file: &str| chief.get(&format!("/files/{file}")).await.status;
    assert_eq!((asks(&files[0]).await, asks(&files[1]).await), (404, 200));
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

async fn a_file_of_an_earlier_version_stays_with_the_plan(server: Server) {
    let scene = Scene::set(&server, Phase::Draft, Far::Entered).await;
    let jaksel = server.client("jaksel").await;
    let sent = jaksel.attach("terkirim.pdf", PDF).await;
    let save = |version: i64, scan: &str| {
        Call::of("selection/save_plan")
            .with("plan", scene.plan)
            .with("version", version)
            .with("intent", "send")
            .form(&typed::plan(scene.position))
            .with("form[letter_scan][0]", scan)
    };
    assert_eq!(save(scene.versions[0], &sent).by(&jaksel).await.status, 200);
    let mut tx = server.db.begin().await.unwrap();
    let mut record = plan::load(&mut tx, scene.plan).await.unwrap().unwrap();
    let by = record.updated_by.clone();
    let now = server::start::clock();
    record.state = record.state.clone().assign(by.clone()).unwrap().request_correction(now).unwrap();
    plan::save(&mut tx, &mut record, &by, now).await.unwrap();
    let version = record.version;
    tx.commit().await.unwrap();
    let answer = jaksel.attach("perbaikan.pdf", PDF).await;
    assert_eq!(save(version, &answer).by(&jaksel).await.status, 200);
    let komisioner = server.client("komisioner").await;
    for file in [sent, answer] {
        assert_eq!(komisioner.get(&format!("/files/{file}")).await.status, 200, "{file}");
    }
}

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
