//! What a file may be, told by its first bytes.

use domain::attachment::{FileType, Purpose};

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// What every old Office file begins with, and every newer one that a password locks.
const OLE2: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The marks of text in UTF-16, as Excel writes its “Unicode Text”.
const WIDE: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// What the beginning says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// What it is.
    Known(FileType),
    /// A zip: its parts tell more.
    Zip,
    /// An old container: what is in it tells more.
    Ole2,
    /// A picture of a kind that is not taken.
    Picture(&'static str),
    /// Nothing that is taken.
    Unknown,
}

/// What a file that begins like this may be.
pub fn start(head: &[u8], purpose: Purpose) -> Start {
    if ZIP.iter().any(|zip| head.starts_with(zip)) {
        return Start::Zip;
    }
    if head.starts_with(OLE2) {
        return Start::Ole2;
    }
    if purpose == Purpose::Sheet && (is_text(head) || WIDE.iter().any(|mark| head.starts_with(mark))) {
        return Start::Known(FileType::Csv);
    }
    match infer::get(head).map(|kind| kind.mime_type()) {
        Some("application/pdf") => Start::Known(FileType::Pdf),
        Some("image/png") => Start::Known(FileType::Png),
        Some("image/jpeg") => Start::Known(FileType::Jpeg),
        Some("image/heif" | "image/heic") => Start::Picture("HEIC"),
        Some("image/avif") => Start::Picture("AVIF"),
        Some("image/webp") => Start::Picture("WebP"),
        _ => Start::Unknown,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_to_be_read_may_be_old_or_plain() {
        let sheet = |head: &[u8]| start(head, Purpose::Sheet);
        assert_eq!(sheet(b"Nama;NIP\r\nAni;1978\r\n"), Start::Known(FileType::Csv));
        assert_eq!(sheet(b"\xff\xfeN\0a\0m\0a\0\t\0"), Start::Known(FileType::Csv));
        assert_eq!(sheet(&[OLE2, &[0; 64]].concat()), Start::Ole2);
        assert_eq!(sheet(b"<html><table>"), Start::Unknown);
        assert_eq!(sheet(b"MZ\x90\0"), Start::Unknown);
        assert_eq!(start(b"Nama;NIP\r\n", Purpose::Document), Start::Unknown);
    }

    #[test]
    fn pictures_and_pdf() {
        let document = |head: &[u8]| start(head, Purpose::Document);
        assert_eq!(document(b"%PDF-1.7\n"), Start::Known(FileType::Pdf));
        assert_eq!(document(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Start::Known(FileType::Png));
        assert_eq!(document(b"\xff\xd8\xff\xe0\0\x10JFIF"), Start::Known(FileType::Jpeg));
        assert_eq!(document(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Start::Picture("HEIC"));
        assert_eq!(document(b"RIFF\x24\0\0\0WEBPVP8 "), Start::Picture("WebP"));
    }

    #[test]
    fn anything_else_is_nothing() {
        let document = |head: &[u8]| start(head, Purpose::Document);
        for head in [
            &b"<!DOCTYPE html><script>alert(1)</script>"[..],
            b"MZ\x90\0",
            b"plain text",
            b"",
            b"GIF89a\x01\0\x01\0",
        ] {
            assert_eq!(document(head), Start::Unknown, "{head:?}");
        }
    }
}
