//! What a file is, told by its first bytes and never by its name.

use domain::attachment::{FileType, Purpose};

/// So many bytes at the start are looked at.
pub const HEAD: usize = 64 * 1024;

const ENTRY: &[u8] = b"PK\x03\x04";
/// Where a zip entry's name begins, counted from its signature.
const NAME: usize = 30;

/// What every old Office file begins with.
const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The type of a file that begins like this, if it is one that is known.
pub fn sniff(head: &[u8], purpose: Purpose) -> Option<FileType> {
    match purpose {
        Purpose::Sheet if head.starts_with(OLE2) => Some(FileType::Xls),
        Purpose::Sheet if is_text(head) => Some(FileType::Csv),
        _ => known(head),
    }
}

/// Text has no control characters but line ends and tabs, and is no markup. Whatever its alphabet: the reader of
/// spreadsheets sees to that.
fn is_text(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    !start.is_empty()
        && !start.starts_with(b"<")
        && !start.starts_with(b"%PDF")
        && head.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n'))
}

fn known(head: &[u8]) -> Option<FileType> {
    let kind = infer::get(head)?;
    match kind.mime_type() {
        "application/pdf" => Some(FileType::Pdf),
        "image/png" => Some(FileType::Png),
        "image/jpeg" => Some(FileType::Jpeg),
        // `infer` reads the first entries only; some programs write others first.
        mime if FileType::from_media_type(mime).is_some() => FileType::from_media_type(mime),
        "application/zip" | "application/vnd.openxmlformats-officedocument" => office(head),
        _ => None,
    }
}

/// Word and Excel files are zips with a folder of their own.
fn office(head: &[u8]) -> Option<FileType> {
    let mut found = None;
    let mut described = false;
    for at in head.windows(ENTRY.len()).enumerate().filter_map(|(at, window)| (window == ENTRY).then_some(at))
    {
        let name = head.get(at + NAME..).unwrap_or_default();
        if name.starts_with(b"word/") {
            found = found.or(Some(FileType::Docx));
        } else if name.starts_with(b"xl/") {
            found = found.or(Some(FileType::Xlsx));
        } else if name.starts_with(b"[Content_Types].xml") || name.starts_with(b"_rels/.rels") {
            described = true;
        }
    }
    found.filter(|_| described)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniff_document(head: &[u8]) -> Option<FileType> {
        sniff(head, Purpose::Document)
    }

    #[test]
    fn spreadsheets_to_be_read_may_be_old_or_plain() {
        let sheet = |head: &[u8]| sniff(head, Purpose::Sheet);
        assert_eq!(sheet(b"Nama;NIP\r\nAni;1978\r\n"), Some(FileType::Csv));
        assert_eq!(sheet(&[OLE2, &[0; 64]].concat()), Some(FileType::Xls));
        assert_eq!(sheet(b"<html><table>"), None);
        assert_eq!(sheet(b"MZ\x90\0"), None);
        assert_eq!(sniff(b"Nama;NIP\r\n", Purpose::Document), None);
    }

    /// A zip of stored, empty entries.
    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in names {
            bytes.extend_from_slice(ENTRY);
            bytes.extend_from_slice(&[0; NAME - 6]);
            bytes.extend_from_slice(&[u8::try_from(name.len()).unwrap_or_default(), 0]);
            bytes.truncate(bytes.len() - 2);
            bytes.extend_from_slice(&[0; 2]);
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(&[b'.'; 60]);
        }
        bytes
    }

    #[test]
    fn pictures_and_pdf() {
        assert_eq!(sniff_document(b"%PDF-1.7\n"), Some(FileType::Pdf));
        assert_eq!(sniff_document(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(FileType::Png));
        assert_eq!(sniff_document(b"\xff\xd8\xff\xe0\0\x10JFIF"), Some(FileType::Jpeg));
    }

    #[test]
    fn office_files_whatever_their_order() {
        assert_eq!(
            sniff_document(&zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])),
            Some(FileType::Docx)
        );
        assert_eq!(
            sniff_document(&zip(&[
                "_rels/.rels",
                "docProps/app.xml",
                "docProps/core.xml",
                "xl/workbook.xml"
            ])),
            Some(FileType::Xlsx)
        );
        assert_eq!(sniff_document(&zip(&["xl/workbook.xml", "_rels/.rels"])), Some(FileType::Xlsx));
    }

    #[test]
    fn anything_else_is_nothing() {
        assert_eq!(sniff_document(b"<!DOCTYPE html><script>alert(1)</script>"), None);
        assert_eq!(sniff_document(b"MZ\x90\0"), None);
        assert_eq!(sniff_document(b"plain text"), None);
        assert_eq!(sniff_document(b""), None);
        assert_eq!(sniff_document(&zip(&["readme.txt", "src/word/x"])), None);
        assert_eq!(sniff_document(b"GIF89a\x01\0\x01\0"), None);
    }
}
