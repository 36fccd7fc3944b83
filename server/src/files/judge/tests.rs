//! Files as people send them, and files made to pass for such.

use std::io::{Cursor, Read as _, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;

mod packages;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

fn types(main: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{main}"/></Types>"#)
        .into_bytes()
}

/// What says that this is the main part.
const LINKS: &[u8] =
    br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="main.xml"/></Relationships>"#;
const MAIN: &[u8] = b"<main/>";

/// A document whose parts are said to be of these types, with more parts.
fn document(types: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let parts = [("[Content_Types].xml", types), ("_rels/.rels", LINKS), ("main.xml", MAIN)];
    package(&[&parts[..], more].concat())
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn file(content: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file
}

fn judged(name: &str, content: &[u8]) -> Judged {
    judge(name, Purpose::Document, &mut file(content)).unwrap_or_else(|flaw| panic!("{name}: {flaw:?}"))
}

fn refused(name: &str, content: &[u8]) -> FileRefusal {
    match judge(name, Purpose::Document, &mut file(content)) {
        Err(Flaw::Refused(refusal)) => refusal,
        other => panic!("{name}: {other:?}"),
    }
}

/// What is kept: the cleaned picture, or the file itself.
fn kept(name: &str, content: &[u8]) -> Vec<u8> {
    let Some(mut cleaned) = judged(name, content).cleaned else { return content.to_vec() };
    let mut bytes = Vec::new();
    cleaned.file.read_to_end(&mut bytes).unwrap();
    assert_eq!(cleaned.size, bytes.len() as u64);
    assert_eq!(cleaned.sha256, hex(&Sha256::digest(&bytes)));
    bytes
}

/// Bytes that no packing makes smaller.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(length)
    .collect()
}

#[test]
fn an_office_file_is_known_wherever_its_parts_stand() {
    let picture = noise(150_000);
    let word = types(WORD);
    assert_eq!(judged("a.docx", &document(&word, &[("word/styles.xml", b"<w/>")])).kind, FileType::Docx);
    let excel = types(EXCEL);
    let last: &[(&str, &[u8])] = &[
        ("docProps/thumbnail.jpeg", &picture),
        ("main.xml", MAIN),
        ("_rels/.rels", LINKS),
        ("[Content_Types].xml", &excel),
    ];
    let book = package(last);
    assert!(book.len() > 2 * HEAD);
    assert_eq!(judged("a.xlsx", &book).kind, FileType::Xlsx);
    assert!(matches!(refused("a.docx", &book), FileRefusal::Disguised { .. }));
    // As some programs write it.
    let wide: Vec<u8> = String::from_utf8(excel).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(judged("a.xlsx", &document(&wide, &[])).kind, FileType::Xlsx);
}

#[test]
fn a_program_or_any_other_zip_is_no_document() {
    let word = types(WORD);
    let jar: &[(&str, &[u8])] =
        &[("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0"), ("Main.class", b"\xca\xfe")];
    let plain: &[(&str, &[u8])] = &[("word/document.xml", b""), ("_rels/.rels", b"")];
    let both = document(&word, &[("META-INF/MANIFEST.MF", b"")]);
    let classes = document(&word, &[("a/Main.class", b"")]);
    for content in [package(jar), both, classes, package(plain), package(&[])] {
        let refusal = refused("surat.docx", &content);
        assert!(matches!(refusal, FileRefusal::WrongType { .. }), "{refusal:?}");
    }
    // A beginning alone is no zip.
    assert!(matches!(
        refused("a.docx", b"PK\x03\x04word/[Content_Types].xml"),
        FileRefusal::WrongType { .. }
    ));
}

#[test]
fn documents_with_macros_are_refused() {
    let (word, macros) = (types(WORD), types("application/vnd.ms-word.document.macroEnabled.main+xml"));
    let hidden: &[(&str, &[u8])] = &[("[Content_Types].xml", &word), ("word/VBAProject.bin", b"x")];
    for parts in [hidden, &[("[Content_Types].xml", &macros[..])]] {
        assert!(matches!(refused("surat.docx", &package(parts)), FileRefusal::Macros(_)));
    }
}

#[test]
fn a_locked_document_is_noticed() {
    let pdf = |rest: &str| format!("%PDF-1.7\n1 0 obj<<>>endobj\n{rest}\n%%EOF\n").into_bytes();
    for rest in [
        "trailer<</Root 1 0 R/Encrypt 5 0 R>>",
        "trailer << /Encrypt\n5 0\nR >>",
        "9 0 obj<</Type/XRef/Encrypt<</Filter/Standard>>>>stream\nxx\nendstream",
        &format!("2 0 obj<<>>stream\n{}\nendstream\ntrailer<</Encrypt 5 0 R>>", "x".repeat(600_000)),
    ] {
        assert!(
            matches!(refused("a.pdf", &pdf(rest)), FileRefusal::Locked(_)),
            "{}",
            &rest[..40_usize.min(rest.len())]
        );
    }
    for rest in [
        "trailer<</Root 1 0 R>>",
        "2 0 obj<<>>stream\nThe word /Encrypt 5 0 R in a text\nendstream\ntrailer<<>>",
        "trailer<</EncryptMetadata false>>",
        "stream of words /Encrypted",
    ] {
        assert_eq!(judged("a.pdf", &pdf(rest)).kind, FileType::Pdf, "{rest}");
    }
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let container = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 3000], &name].concat();
    assert!(matches!(refused("a.docx", &container), FileRefusal::Locked(_)));
    assert!(matches!(refused("a.doc", &container[..2000]), FileRefusal::WrongType { .. }));
}

/// A part of a JPEG.
fn part(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, data].concat()
}

/// What a phone writes: how to turn the picture, and where it was taken.
fn exif(turn: u8) -> Vec<u8> {
    let mut data = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    data.extend_from_slice(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\x12\x01\x03\0\x01\0\0\0");
    data.extend_from_slice(&[turn, 0, 0, 0]);
    data.extend_from_slice(b"\0\0\0\0POSITION-6.1754S-106.8272E");
    part(0xe1, &data)
}

const SCAN: &[u8] = b"\x01\x02\xff\x00\x03\xff\xd0\x04\x05";

fn jpeg(parts: &[Vec<u8>], rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes.extend(part(0xdb, &[1; 65]));
    bytes.extend(part(0xda, &[1, 1, 0, 0, 63, 0]));
    bytes.extend_from_slice(SCAN);
    bytes.extend_from_slice(rest);
    bytes
}

const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

#[test]
fn a_photo_stands_upright_and_loses_its_position() {
    let parts = [
        part(0xe0, JFIF),
        exif(6),
        part(0xfe, b"Kamera Ani"),
        part(0xe2, b"ICC_PROFILE\0\x01\x01"),
        part(0xed, b"IPTC"),
    ];
    let photo = jpeg(&parts, b"\xff\xd9\xff\xd8 the picture behind");
    let turned = part(0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    let expected = jpeg(&[part(0xe0, JFIF), turned, part(0xe2, b"ICC_PROFILE\0\x01\x01")], b"\xff\xd9");
    assert_eq!(kept("foto.jpg", &photo), expected);
    // Upright already: nothing needs to be said.
    let photo = jpeg(&[exif(1)], b"\xff\xd9");
    assert_eq!(kept("foto.jpg", &photo), jpeg(&[], b"\xff\xd9"));
    // Written anew, it stays as it is.
    assert_eq!(kept("foto.jpg", &expected), expected);
}

#[test]
fn a_picture_that_tells_nothing_is_kept_as_it_is() {
    for rest in [&b"\xff\xd9"[..], b""] {
        let photo = jpeg(&[part(0xe0, JFIF), part(0xee, b"Adobe\0")], rest);
        assert!(judged("foto.jpeg", &photo).cleaned.is_none());
    }
}

#[test]
fn a_broken_picture_is_refused() {
    for content in [
        &b"\xff\xd8\xff\xe1\xff\xff short"[..],
        b"\xff\xd8\xff\xe0\0\x01",
        b"\xff\xd8\xff\xdb\0\x03 no marker",
    ] {
        assert!(matches!(refused("foto.jpg", content), FileRefusal::Unreadable(_)), "{content:?}");
    }
}

#[test]
fn pictures_with_unusual_names_get_one_that_fits() {
    let photo = jpeg(&[], b"\xff\xd9");
    for (name, fitting) in [("foto.jfif", "foto.jpg"), ("foto.JPE", "foto.jpg"), ("IMG_2024", "IMG_2024.jpg")]
    {
        assert_eq!(judged(name, &photo).name, fitting);
    }
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert!(matches!(refused("foto.jpg", heic), FileRefusal::Picture { format: "HEIC", .. }));
    assert!(matches!(
        refused("foto.jpg", b"RIFF\x24\0\0\0WEBPVP8 "),
        FileRefusal::Picture { format: "WebP", .. }
    ));
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(name);
    crc.update(data);
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], name, data, &crc.sum().to_be_bytes()].concat()
}

#[test]
fn a_png_loses_what_it_tells_and_keeps_its_turn() {
    let picture = |parts: &[Vec<u8>]| {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]));
        parts.iter().for_each(|part| bytes.extend_from_slice(part));
        bytes.extend(chunk(b"IDAT", &[1, 2, 3]));
        bytes.extend(chunk(b"IEND", &[]));
        bytes
    };
    let told = exif(8)[10..].to_vec();
    let mut photo =
        picture(&[chunk(b"eXIf", &told), chunk(b"tEXt", b"Author\0Ani"), chunk(b"gAMA", &[0; 4])]);
    photo.extend_from_slice(b"behind");
    let turned = chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0");
    assert_eq!(kept("a.png", &photo), picture(&[turned, chunk(b"gAMA", &[0; 4])]));
    assert!(judged("a.png", &picture(&[])).cleaned.is_none());
}

#[test]
fn more_parts_than_any_document_has_are_not_listed() {
    let mut content = b"PK\x03\x04".to_vec();
    content.extend(b"PK\x01\x02".repeat(20_000));
    assert!(matches!(refused("a.docx", &content), FileRefusal::WrongType { .. }));
}
