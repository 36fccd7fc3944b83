//! Word and Excel files as programs write them, and zips made to pass for such.

use super::*;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
/// The flag of parts whose length and checksum stand behind them.
const SUMS_BEHIND: u16 = 8;

/// What says this of the parts, besides what the main one is.
fn saying(more: &str) -> Vec<u8> {
    said(&format!(r#"<Override PartName="/main.xml" ContentType="{WORD}"/>{more}"#))
}

fn said(entries: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{NAMESPACE}/content-types">{entries}</Types>"#)
        .into_bytes()
}

fn links(kind: &str, target: &str) -> Vec<u8> {
    format!(
        r#"<Relationships xmlns="{NAMESPACE}/relationships"><Relationship Id="rId3" Type="{RELATIONS}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>"#
    )
    .into_bytes()
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// A zip written by hand, every part with these flags.
fn by_hand(parts: &[(&str, &[u8])], flags: u16) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    let is_behind = flags & SUMS_BEHIND != 0;
    for (name, content) in parts {
        let (at, size) = (four(file.len()), four(content.len()));
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let sums = [crc.sum().to_le_bytes(), size, size].concat();
        // Version, flags, stored, a date that says nothing.
        let about = [20, flags, 0, 0, 0x21].map(u16::to_le_bytes).concat();
        // Its own length, and nothing more.
        let length = [u16::try_from(name.len()).unwrap(), 0].map(u16::to_le_bytes).concat();
        let none_yet = vec![0; sums.len()];
        let before = if is_behind { &none_yet } else { &sums };
        file.extend([&b"PK\x03\x04"[..], &about, before, &length, name.as_bytes(), content].concat());
        if is_behind {
            file.extend([&b"PK\x07\x08"[..], &sums].concat());
        }
        // No comment, the first disk, no attributes.
        let entry = [&b"PK\x01\x02\x14\0"[..], &about, &sums, &length, &[0; 10], &at, name.as_bytes()];
        directory.extend(entry.concat());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (at, size) = (four(file.len()), four(directory.len()));
    file.extend(directory);
    file.extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &at, &[0; 2]].concat());
    file
}

/// The parts of a letter.
fn letter(flags: u16) -> Vec<u8> {
    let types = saying("");
    by_hand(&[("[Content_Types].xml", &types), ("_rels/.rels", LINKS), ("main.xml", MAIN)], flags)
}

fn is_other(content: &[u8]) -> bool {
    matches!(refused("surat.docx", content), FileRefusal::WrongType { .. })
}

fn is_armed(content: &[u8]) -> bool {
    matches!(refused("surat.docx", content), FileRefusal::Macros(_))
}

#[test]
fn what_programs_write_is_taken() {
    // Word names parts one by one, others by their endings; paths begin at the root or not.
    let override_of = |part: &str, kind: &str| said(&format!(r#"<Override PartName="{part}" ContentType="{kind}"/>"#));
    let by_ending = said(&format!(r#"<Default Extension="XML" ContentType="{WORD}"/>"#));
    let with_mark = [b"\xef\xbb\xbf", &override_of("/word/document.xml", WORD)[..]].concat();
    let other_prefix = format!(
        r#"<?xml version="1.0"?><!-- macroEnabled vbaProject --><t:Types xmlns:t="{NAMESPACE}/content-types"><t:Override ContentType='{WORD}' PartName='/Word/Document.xml'></t:Override></t:Types>"#
    )
    .into_bytes();
    let transitional = format!("{RELATIONS}/officeDocument");
    let strict = format!("{STRICT}/officeDocument");
    for (types, links) in [
        (override_of("/word/document.xml", WORD), links(&transitional, "word/document.xml")),
        (override_of("/word/document.xml", WORD), links(&strict, "/word/document.xml")),
        (override_of("/WORD/document.xml", WORD), links(&transitional, "/word/Document.xml")),
        (by_ending, links(&transitional, "/word/document.xml")),
        (with_mark, links(&transitional, "word/document.xml")),
        (other_prefix, links(&transitional, "word/document.xml")),
    ] {
        let parts: &[(&str, &[u8])] =
            &[("[Content_Types].xml", &types), ("_rels/.rels", &links), ("word/document.xml", MAIN)];
        let shown = String::from_utf8_lossy(&types);
        assert_eq!(judged("a.docx", &package(parts)).kind, FileType::Docx, "{shown}");
        // Google Docs and LibreOffice put lengths and checksums behind the parts.
        assert_eq!(judged("a.docx", &by_hand(parts, SUMS_BEHIND)).kind, FileType::Docx, "{shown}");
    }
    let types = override_of("/xl/workbook.xml", EXCEL);
    let links = links(&transitional, "xl/workbook.xml");
    let parts: &[(&str, &[u8])] =
        &[("_rels/.rels", &links), ("xl\\workbook.xml", MAIN), ("[Content_Types].xml", &types)];
    assert_eq!(judged("a.xlsx", &by_hand(parts, 0)).kind, FileType::Xlsx);
}

#[test]
fn a_workbook_of_ours_is_taken() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "Nama").unwrap();
    assert_eq!(judged("a.xlsx", &book.save_to_buffer().unwrap()).kind, FileType::Xlsx);
}

#[test]
fn whatever_lies_in_documents_may_lie_there() {
    let types = saying(concat!(
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>"#,
        r#"<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>"#,
        r#"<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>"#,
    ));
    let book = letter(0);
    let more: &[(&str, &[u8])] = &[
        ("word/", b""),
        ("word/_rels/document.xml.rels", b"<Relationships/>"),
        ("word/media/image1.png", &noise(1000)),
        ("word/fonts/font1.odttf", &noise(1000)),
        ("word/embeddings/oleObject1.bin", &noise(1000)),
        ("xl/printerSettings/printerSettings1.bin", &noise(1000)),
        ("customXml/item1.xml", b"<b/>"),
        ("docProps/app.xml", b"<Properties/>"),
        ("word/embeddings/Microsoft_Excel_Sheet.xlsx", &book),
    ];
    assert_eq!(judged("a.docx", &document(&types, more)).kind, FileType::Docx);
    // Stored as it is, the workbook shows its own end.
    let parts: &[(&str, &[u8])] = &[("[Content_Types].xml", &types), ("_rels/.rels", LINKS), ("main.xml", MAIN)];
    assert_eq!(judged("a.docx", &by_hand(&[parts, more].concat(), 0)).kind, FileType::Docx);
}

#[test]
fn a_program_in_the_comment_is_found() {
    let plain = letter(0);
    let mut jar = package(&[("META-INF/MANIFEST.MF", b"Main-Class: Main\n"), ("Main.class", b"\xca\xfe\xba\xbe")]);
    let its_end = jar.len() - 22;
    // Java starts it whatever its end says of disks; others pass over that end and see the letter.
    for disks in [[0, 0], [1, 0], [1, 1], [0, 1]] {
        (jar[its_end + 4], jar[its_end + 6]) = (disks[0], disks[1]);
        let length = u16::try_from(jar.len()).unwrap().to_le_bytes();
        for comment in [length, [0, 0], [0xff, 0xff]] {
            let file = [&plain[..plain.len() - 2], &comment, &jar].concat();
            assert!(is_other(&file), "{disks:?} {comment:?}");
        }
    }
}

#[test]
fn only_one_end_reaches_the_end() {
    let book = letter(0);
    let types = saying("");
    let parts: &[(&str, &[u8])] = &[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", LINKS),
        ("main.xml", MAIN),
        ("word/embeddings/a.xlsx", &book),
    ];
    let mut file = by_hand(parts, 0);
    assert_eq!(judged("a.docx", &file).kind, FileType::Docx);
    let first = file.windows(4).position(|four| four == b"PK\x05\x06").unwrap();
    let rest = u16::try_from(file.len() - first - 22).unwrap().to_le_bytes();
    file[first + 20..first + 22].copy_from_slice(&rest);
    assert!(is_other(&file));
}

#[test]
fn an_unusual_container_is_no_document() {
    let plain = letter(0);
    assert_eq!(judged("a.docx", &plain).kind, FileType::Docx);
    let end = plain.len() - 22;
    let directory = plain.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let second = 1 + plain[1..].windows(4).position(|four| four == b"PK\x03\x04").unwrap();
    let with = |changes: &[(usize, u8)]| {
        let mut file = plain.clone();
        for (place, byte) in changes {
            file[*place] = *byte;
        }
        file
    };
    let put = |place: usize, bytes: &[u8]| [&plain[..place], bytes, &plain[place..]].concat();
    // Moved, and the end says so.
    let shifted = |place: usize| {
        let mut file = put(place, b"\0");
        file[end + 17..end + 21].copy_from_slice(&four(directory + 1));
        file
    };
    for (what, file) in [
        ("bytes before it", put(0, b"PK\x03\x04")),
        ("a byte behind it", put(plain.len(), b"\0")),
        ("a comment", [&plain[..end + 20], b"\x02\0ab"].concat()),
        ("a comment that is not there", with(&[(end + 20, 1)])),
        ("cut off", plain[..plain.len() - 1].to_vec()),
        ("another disk", with(&[(end + 4, 1)])),
        ("another disk's directory", with(&[(end + 6, 1)])),
        ("fewer parts on this disk", with(&[(end + 8, 2)])),
        ("fewer parts", with(&[(end + 8, 2), (end + 10, 2)])),
        ("more parts", with(&[(end + 8, 4), (end + 10, 4)])),
        ("something before the end", put(end, b"\0")),
        ("something before the directory", shifted(directory)),
        ("something between parts", shifted(second)),
        ("another name in the directory", with(&[(directory + 46, b'x')])),
        ("another way to pack in the directory", with(&[(directory + 10, 8)])),
        ("an unknown way to pack", with(&[(8, 12), (directory + 10, 12)])),
        ("another length in the directory", with(&[(directory + 20, 1)])),
        ("a part on another disk", with(&[(directory + 34, 1)])),
        ("locked parts", letter(1)),
    ] {
        assert!(is_other(&file), "{what}");
    }
    let types = saying("");
    let twice: &[(&str, &[u8])] = &[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", LINKS),
        ("main.xml", MAIN),
        ("[CONTENT_TYPES].xml", &types),
    ];
    assert!(is_other(&by_hand(twice, 0)));
    assert!(is_other(&by_hand(&[], 0)));
}

#[test]
fn macros_are_known_by_their_type() {
    let macros = "application/vnd.ms-office.vbaProject";
    for types in [
        saying(&format!(r#"<Override PartName="/word/x.bin" ContentType="{macros}"/>"#)),
        saying(&format!(r#"<Default Extension="bin" ContentType="{macros}"/>"#)),
        saying(r#"<Override PartName="/word/x.bin" ContentType=' APPLICATION/VND.MS-WORD.VBADATA+XML'/>"#),
        saying(r#"<x:Default xmlns:x="y" Extension="bin" ContentType="application/vnd.ms-excel.macrosheet+xml"/>"#),
        saying(r#"<Default Extension="bin" ContentType="application/vnd.ms-word.document.macroEnabled.12"/>"#),
        said(&format!(
            r#"<!-- {WORD} --><Override PartName="/main.xml" ContentType="application/vnd.ms-word.document.macro&#69;nabled.main+xml"/>"#
        )),
        said(&format!(
            r#"<!-- {WORD} --><Override PartName="/main.xml" ContentType="application/vnd.ms-word.document.macro&#x45;nabled.main+xml"/>"#
        )),
    ] {
        let shown = String::from_utf8_lossy(&types);
        assert!(is_armed(&document(&types, &[("word/x.bin", b"x")])), "{shown}");
    }
}

#[test]
fn macros_are_known_by_their_name() {
    let types = saying("");
    for name in [
        "word/vbaProject.bin",
        "word/_rels/VBAProject.bin.rels",
        "xl/macrosheets/sheet1.xml",
        "XL\\MacroSheets\\sheet1.xml",
        "word/embeddings/Surat.DOCM",
        "word/embeddings/a.xlsm",
        "a.dotm",
        "a.xltm",
        "a.xlam. ",
    ] {
        let parts: &[(&str, &[u8])] =
            &[("[Content_Types].xml", &types), ("_rels/.rels", LINKS), ("main.xml", MAIN), (name, b"x")];
        assert!(is_armed(&by_hand(parts, 0)), "{name}");
    }
}

#[test]
fn no_document_holds_a_program() {
    let types = saying("");
    for ending in [
        "exe", "dll", "com", "scr", "bat", "cmd", "js", "vbs", "jar", "class", "dex", "ps1", "msi", "hta", "lnk",
    ] {
        for name in [format!("setup.{ending}"), format!("word/media/A.{}.", ending.to_uppercase())] {
            assert!(is_other(&document(&types, &[(&name, b"MZ")])), "{name}");
        }
    }
    for name in ["meta-inf/Manifest.mf", "/META-INF/MANIFEST.MF"] {
        let parts: &[(&str, &[u8])] =
            &[("[Content_Types].xml", &types), ("_rels/.rels", LINKS), ("main.xml", MAIN), (name, b"x")];
        assert!(is_other(&by_hand(parts, 0)), "{name}");
    }
}

#[test]
fn what_does_not_say_what_it_is_is_no_document() {
    let main = format!(r#"<Override PartName="/main.xml" ContentType="{WORD}"/>"#);
    let long = format!("<!--{}-->", " ".repeat(1024 * 1024));
    for types in [
        // The right words in the wrong place.
        said(&format!("<!-- {WORD} -->")),
        said(WORD),
        said(&format!(r#"<Override PartName="/{WORD}" ContentType="application/xml"/>"#)),
        said(&format!(r#"<Override PartName="/other.xml" ContentType="{WORD}"/>"#)),
        said(&format!(r#"<Override PartName="/main.xml" x:ContentType="{WORD}"/>"#)),
        // A template.
        said(&main.replace("document.main", "template.main")),
        // Not to be read, or not clearly.
        said(&main.replace("/>", ">")),
        said(&format!(r#"{main}{}"#, main.replace(WORD, EXCEL))),
        said(&main.replace("main+", "main&plus;")),
        said(&format!("{long}{main}")),
        said(&"<a/>".repeat(20_001)),
        format!(r#"<!DOCTYPE a [<!ENTITY b "c">]><Types>{main}</Types>"#).into_bytes(),
        format!(r#"<?xml version="1.0" encoding="UTF-7"?><Types>{main}</Types>"#).into_bytes(),
        [&saying("")[..], b"\xff"].concat(),
        Vec::new(),
    ] {
        let shown = String::from_utf8_lossy(&types[..types.len().min(400)]);
        assert!(is_other(&document(&types, &[])), "{shown}");
    }
    let types = saying("");
    let two = String::from_utf8_lossy(LINKS).replace("<R", "<R").replace("/></", r#"/>{}</"#);
    let two = two.replace("{}", r#"<Relationship Id="b" Type="http://y/officeDocument" Target="main.xml"/>"#);
    let elsewhere = links(&format!("{RELATIONS}/officeDocument"), "other.xml");
    for links in [two.as_bytes(), &elsewhere, b"<Relationships/>", b"<Relationships>", b"", b"<!DOCTYPE a>"] {
        let parts: &[(&str, &[u8])] =
            &[("[Content_Types].xml", &types), ("_rels/.rels", links), ("main.xml", MAIN)];
        assert!(is_other(&package(parts)), "{}", String::from_utf8_lossy(links));
    }
    assert!(is_other(&package(&[("[Content_Types].xml", &types), ("main.xml", MAIN)])));
    assert!(is_other(&package(&[("_rels/.rels", LINKS), ("main.xml", MAIN)])));
}
