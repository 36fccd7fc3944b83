//! Word and Excel files as programs write them, and zips made to pass for such.

use super::*;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const ARMED: &str = "application/vnd.ms-word.document.macroEnabled.main+xml";
/// The flag of parts whose length and checksum stand behind them.
const SUMS_BEHIND: u16 = 8;

/// What says the type of one part.
fn one(part: &str, kind: &str) -> String {
    format!(r#"<Override PartName="{part}" ContentType="{kind}"/>"#)
}

/// What says the type of all parts with this ending.
fn all(ending: &str, kind: &str) -> String {
    format!(r#"<Default Extension="{ending}" ContentType="{kind}"/>"#)
}

/// What says all this of the parts.
fn said(entries: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    format!(r#"{head}<Types xmlns="{NAMESPACE}/content-types">{entries}</Types>"#).into_bytes()
}

/// What says that the main part is a letter, and this besides.
fn letter_and(more: &str) -> Vec<u8> {
    said(&(one("/main.xml", WORD) + more))
}

fn link(standard: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{kind}" Type="{standard}/{kind}" Target="{target}"/>"#)
}

fn links(inner: &str) -> Vec<u8> {
    let more = link(TRANSITIONAL, "extended-properties", "docProps/app.xml");
    format!(r#"<Relationships xmlns="{NAMESPACE}/relationships">{more}{inner}</Relationships>"#).into_bytes()
}

/// The link to the main part.
fn main_link(standard: &str, target: &str) -> Vec<u8> {
    links(&link(standard, "officeDocument", target))
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// A zip written by hand, every part with these flags.
fn by_hand(parts: &[(&str, &[u8])], flags: u16) -> Vec<u8> {
    let mut file: Vec<u8> = Vec::new();
    let mut directory: Vec<u8> = Vec::new();
    let is_behind = flags & SUMS_BEHIND != 0;
    for &(name, content) in parts {
        let (at, size) = (four(file.len()), four(content.len()));
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let sums = [crc.sum().to_le_bytes(), size, size].concat();
        // Version, flags, stored, a date that says nothing.
        let about = [20, flags, 0, 0, 0x21].map(u16::to_le_bytes).concat();
        // The name's length, and nothing more.
        let length = [u16::try_from(name.len()).unwrap(), 0].map(u16::to_le_bytes).concat();
        let before = if is_behind { vec![0; 12] } else { sums.clone() };
        file.extend([&b"PK\x03\x04"[..], &about, &before, &length, name.as_bytes(), content].concat());
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

/// A letter, written by hand, with more parts.
fn letter_with(types: &[u8], more: &[(&str, &[u8])], flags: u16) -> Vec<u8> {
    let parts = [("[Content_Types].xml", types), ("_rels/.rels", LINKS), ("main.xml", MAIN)];
    by_hand(&[&parts[..], more].concat(), flags)
}

fn letter(flags: u16) -> Vec<u8> {
    letter_with(&letter_and(""), &[], flags)
}

fn is_other(content: &[u8]) -> bool {
    matches!(refused("surat.docx", content), FileRefusal::WrongType { .. })
}

fn is_armed(content: &[u8]) -> bool {
    matches!(refused("surat.docx", content), FileRefusal::Macros(_))
}

#[test]
fn what_programs_write_is_taken() {
    let with_mark = [&b"\xef\xbb\xbf"[..], &said(&one("/word/document.xml", WORD))].concat();
    let prefixed = format!("<t:Override ContentType='{WORD}' PartName='/Word/Document.xml'></t:Override>");
    let prefixed =
        format!("<!-- macroEnabled --><t:Types xmlns:t='{NAMESPACE}/content-types'>{prefixed}</t:Types>");
    for (types, links) in [
        // Parts are named one by one or by their endings, in large letters or small, from the root on or not.
        (said(&one("/word/document.xml", WORD)), main_link(TRANSITIONAL, "word/document.xml")),
        (said(&one("/word/document.xml", WORD)), main_link(STRICT, "/word/document.xml")),
        (said(&one("/WORD/document.xml", WORD)), main_link(TRANSITIONAL, "/word/Document.xml")),
        (said(&all("XML", WORD)), main_link(TRANSITIONAL, "/word/document.xml")),
        (with_mark, main_link(TRANSITIONAL, "word/document.xml")),
        (prefixed.into_bytes(), main_link(TRANSITIONAL, "word/document.xml")),
    ] {
        let parts: &[(&str, &[u8])] =
            &[("[Content_Types].xml", &types), ("_rels/.rels", &links), ("word/document.xml", MAIN)];
        let shown = String::from_utf8_lossy(&types);
        assert_eq!(judged("a.docx", &package(parts)).kind, FileType::Docx, "{shown}");
        // Some programs put lengths and checksums behind the parts.
        assert_eq!(judged("a.docx", &by_hand(parts, SUMS_BEHIND)).kind, FileType::Docx, "{shown}");
    }
    let types = said(&one("/xl/workbook.xml", EXCEL));
    let links = main_link(TRANSITIONAL, "xl/workbook.xml");
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
    let office = "application/vnd.openxmlformats-officedocument";
    let entries = [
        all("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        all("odttf", &format!("{office}.obfuscatedFont")),
        all("bin", &format!("{office}.oleObject")),
        all("xlsx", &format!("{office}.spreadsheetml.sheet")),
    ];
    let types = letter_and(&entries.concat());
    let (book, data) = (letter(0), noise(1000));
    let more: &[(&str, &[u8])] = &[
        ("word/_rels/document.xml.rels", b"<Relationships/>"),
        ("word/media/image1.png", &data),
        ("word/fonts/font1.odttf", &data),
        ("word/embeddings/oleObject1.bin", &data),
        ("xl/printerSettings/printerSettings1.bin", &data),
        ("customXml/item1.xml", b"<b/>"),
        ("docProps/app.xml", b"<Properties/>"),
        ("word/embeddings/Microsoft_Excel_Sheet.xlsx", &book),
    ];
    assert_eq!(judged("a.docx", &document(&types, more)).kind, FileType::Docx);
    // Not packed, the workbook shows its own end.
    assert_eq!(judged("a.docx", &letter_with(&types, more, 0)).kind, FileType::Docx);
}

#[test]
fn a_program_in_the_comment_is_found() {
    let plain = letter(0);
    let mut jar =
        package(&[("META-INF/MANIFEST.MF", b"Main-Class: Main\n"), ("Main.class", b"\xca\xfe\xba\xbe")]);
    let its_end = jar.len() - 22;
    let whole = u16::try_from(jar.len()).unwrap().to_le_bytes();
    // Java runs it whatever its end says of disks; others pass over such an end and see the letter.
    for (disk, first) in [(0, 0), (1, 0), (1, 1), (0, 1)] {
        jar[its_end + 4] = disk;
        jar[its_end + 6] = first;
        for comment in [whole, [0, 0], [0xff, 0xff]] {
            let file = [&plain[..plain.len() - 2], &comment, &jar].concat();
            assert!(is_other(&file), "{disk} {first} {comment:?}");
        }
    }
}

#[test]
fn only_one_end_reaches_the_end() {
    let book = letter(0);
    let mut file = letter_with(&letter_and(""), &[("word/embeddings/a.xlsx", &book)], 0);
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
    let with = |changes: &[(usize, u8)]| {
        let mut file = plain.clone();
        for (place, byte) in changes {
            file[*place] = *byte;
        }
        file
    };
    let put = |place: usize, bytes: &[u8]| [&plain[..place], bytes, &plain[place..]].concat();
    // The end says where the directory has gone.
    let mut shifted = put(directory, b"\0");
    shifted[end + 17..end + 21].copy_from_slice(&four(directory + 1));
    for (what, file) in [
        ("bytes before it", put(0, b"PK\x03\x04")),
        ("a byte behind it", put(plain.len(), b"\0")),
        ("a comment", [&plain[..end + 20], b"\x02\0ab"].concat()),
        ("a comment that is not there", with(&[(end + 20, 1)])),
        ("cut off", plain[..plain.len() - 1].to_vec()),
        ("another disk", with(&[(end + 4, 1)])),
        ("the directory of another disk", with(&[(end + 6, 1)])),
        ("fewer parts on this disk", with(&[(end + 8, 2)])),
        ("fewer parts", with(&[(end + 8, 2), (end + 10, 2)])),
        ("more parts", with(&[(end + 8, 4), (end + 10, 4)])),
        ("something before the end", put(end, b"\0")),
        ("something before the directory", shifted),
        ("another name in the directory", with(&[(directory + 46, b'x')])),
        ("another way to pack in the directory", with(&[(directory + 10, 8)])),
        ("an unknown way to pack", with(&[(8, 12), (directory + 10, 12)])),
        ("another length in the directory", with(&[(directory + 20, 1)])),
        ("a part on another disk", with(&[(directory + 34, 1)])),
        ("a password", letter(1)),
        ("the same name twice", letter_with(&letter_and(""), &[("MAIN.xml", MAIN)], 0)),
        ("no parts", by_hand(&[], 0)),
    ] {
        assert!(is_other(&file), "{what}");
    }
}

#[test]
fn no_other_end_may_count_instead() {
    let plain = letter(0);
    let end = plain.len() - 22;
    let directory = plain.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    // A comment on the last part stands just before the end.
    let noted = |comment: &[u8]| {
        let mut file = [&plain[..end], comment, &plain[end..]].concat();
        file[end - "main.xml".len() - 46 + 32] = 20;
        file[end + 20 + 12..end + 20 + 16].copy_from_slice(&four(end + 20 - directory));
        file
    };
    assert_eq!(judged("a.docx", &noted(&[b' '; 20])).kind, FileType::Docx);
    assert!(is_other(&noted(&[&b"PK\x06\x07"[..], &[0; 16]].concat())));
}

#[test]
fn a_part_that_is_not_listed_is_found() {
    let mut file = letter_with(&letter_and(""), &[("a.txt", b"a")], 0);
    let entry = 46 + "a.txt".len();
    let from = file.len() - 22 - entry;
    let directory = file.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    file.drain(from..from + entry);
    let end = file.len() - 22;
    file[end + 8] = 3;
    file[end + 10] = 3;
    file[end + 12..end + 16].copy_from_slice(&four(end - directory));
    assert!(is_other(&file));
}

#[test]
fn macros_are_known_by_their_type() {
    let macros = "application/vnd.ms-office.vbaProject";
    for types in [
        letter_and(&one("/word/x.bin", macros)),
        letter_and(&all("bin", macros)),
        letter_and(&all("bin", "application/vnd.ms-word.document.macroEnabled.12")),
        letter_and(&all("bin", " APPLICATION/VND.MS-WORD.VBADATA+XML")),
        letter_and(&all("bin", "application/vnd.ms-excel.macrosheet+xml").replace("<D", "<x:D")),
        said(&one("/main.xml", ARMED)),
        said(&one("/main.xml", &ARMED.replace('E', "&#69;"))),
        said(&format!("<!-- {WORD} -->{}", one("/main.xml", &ARMED.replace('E', "&#x45;")))),
    ] {
        let shown = String::from_utf8_lossy(&types);
        assert!(is_armed(&document(&types, &[("word/x.bin", b"x")])), "{shown}");
    }
}

#[test]
fn macros_are_known_by_their_name() {
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
        assert!(is_armed(&letter_with(&letter_and(""), &[(name, b"x")], 0)), "{name}");
    }
}

#[test]
fn no_document_holds_a_program() {
    let endings = "exe dll com scr bat cmd js vbs jar class dex ps1 msi hta lnk";
    for ending in endings.split(' ') {
        for name in [format!("setup.{ending}"), format!("word/media/A.{}.", ending.to_uppercase())] {
            assert!(is_other(&document(&letter_and(""), &[(name.as_str(), b"MZ")])), "{name}");
        }
    }
    for name in ["meta-inf/Manifest.mf", "/META-INF/MANIFEST.MF"] {
        assert!(is_other(&letter_with(&letter_and(""), &[(name, b"x")], 0)), "{name}");
    }
    // Even less so when only a comment says that it is one.
    let comment = said(&format!("<!-- {WORD} -->"));
    assert!(is_other(&package(&[("[Content_Types].xml", &comment), ("setup.exe", b"MZ")])));
}

#[test]
fn what_does_not_say_what_it_is_is_no_document() {
    let main = one("/main.xml", WORD);
    let long = " ".repeat(1024 * 1024);
    for types in [
        // The right words in the wrong place.
        said(&format!("<!-- {main} -->")),
        said(&format!("<![CDATA[{main}]]>")),
        said(WORD),
        said(&one(WORD, "application/xml")),
        said(&one("/other.xml", WORD)),
        said(&main.replace("ContentType", "x:ContentType")),
        said(&main.replace("document.main", "template.main")),
        // Not to be read, or not in one way.
        said(&main.replace("/>", ">")),
        said(&main.replace("main+", "main&plus;")),
        said(&(one("/main.xml", EXCEL) + &main)),
        said(&format!("<!--{long}-->{main}")),
        said(&("<a/>".repeat(20_001) + &main)),
        format!(r#"<!DOCTYPE a [<!ENTITY b "c">]><Types>{main}</Types>"#).into_bytes(),
        format!(r#"<?xml version="1.0" encoding="UTF-7"?><Types>{main}</Types>"#).into_bytes(),
        [&letter_and("")[..], b"\xff"].concat(),
        Vec::new(),
    ] {
        let shown = String::from_utf8_lossy(&types[..types.len().min(300)]);
        assert!(is_other(&document(&types, &[])), "{shown}");
    }
}

#[test]
fn the_main_part_is_linked_and_there() {
    let types = letter_and("");
    let link = link(TRANSITIONAL, "officeDocument", "main.xml");
    let with = |links: &[u8]| {
        package(&[("[Content_Types].xml", &types), ("_rels/.rels", links), ("main.xml", MAIN)])
    };
    assert_eq!(judged("a.docx", &with(&links(&link))).kind, FileType::Docx);
    for links in [
        links(&link.repeat(2)),
        links(&format!("<!-- {link} -->")),
        links(""),
        main_link(TRANSITIONAL, "other.xml"),
        main_link(TRANSITIONAL, "word/main.xml"),
        b"<!DOCTYPE a>".to_vec(),
        Vec::new(),
    ] {
        assert!(is_other(&with(&links)), "{}", String::from_utf8_lossy(&links));
    }
    assert!(is_other(&package(&[("[Content_Types].xml", &types), ("main.xml", MAIN)])));
    assert!(is_other(&package(&[("_rels/.rels", LINKS), ("main.xml", MAIN)])));
}
