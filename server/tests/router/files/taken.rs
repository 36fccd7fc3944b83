//! What is taken as an attachment, and comes back.

use std::io;

use axum::body::Body;
use bytes::Bytes;
use domain::attachment::Attachment;
use http::Method;

use super::one;
use crate::support::{
    MAX_FILE, Server,
    samples::{JPEG, LINKS, PDF, PNG, docx, types, xlsx, zip},
};

everywhere!(
    every_type_is_taken_and_comes_back_as_it_was,
    several_files_come_as_a_list,
    the_lines_speed_decides_nothing,
    a_photo_is_handed_on_without_its_position,
    the_largest_size_is_said_as_it_is_set,
    a_file_of_the_largest_size_is_taken,
    a_name_is_made_safe,
);

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
            body.chunks(size).map(|piece| Ok::<_, io::Error>(Bytes::copy_from_slice(piece))).collect();
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

async fn the_largest_size_is_said_as_it_is_set(server: Server) {
    let page = server.client("jaksel").await.page("/seleksi/tambah").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("paling besar 1 MiB per berkas"), "it says something else");
    assert!(!page.text.contains("25 MiB"));
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
