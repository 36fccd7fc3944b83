//! Files that spreadsheet programs open and that are no workbook, as other systems hand them out under `.xls`.

use serde::{Deserialize, Serialize};

/// So much of the beginning is looked at, in bytes.
const LOOKED_AT: usize = 8 * 1024;
/// Where the name of a zip's first entry begins.
const FIRST_NAME: usize = 30;
const ZIP: &[u8] = b"PK\x03\x04";
const OPEN_DOCUMENT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/// What a file really is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Disguise {
    /// HTML.
    WebPage,
    /// A web page with its pictures in one file (MHTML).
    WebArchive,
    /// SpreadsheetML of Excel 2003.
    Xml2003,
    /// Any other XML.
    Xml,
    /// `.ods` of LibreOffice.
    OpenDocument,
}

impl Disguise {
    /// Told by the file's beginning; none for workbooks, plain text, and what is no spreadsheet at all.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(ZIP) {
            let name = head.get(FIRST_NAME..).unwrap_or_default();
            return name.starts_with(OPEN_DOCUMENT).then_some(Self::OpenDocument);
        }
        let head = head.get(..LOOKED_AT).unwrap_or(head);
        // Whatever its alphabet, markup is plain letters; in UTF-16 each has a zero beside it.
        let letters = head.iter().filter(|byte| **byte != 0 && byte.is_ascii());
        let text: String = letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
        let text = text.trim_start();
        let has = |part: &str| text.contains(part);
        if text.starts_with("mime-version:")
            || (has("content-type: multipart/related") && has("mime-version:"))
        {
            return Some(Self::WebArchive);
        }
        if !text.starts_with('<') {
            return None;
        }
        if has("urn:schemas-microsoft-com:office:spreadsheet") && has("<workbook") {
            return Some(Self::Xml2003);
        }
        let tags = ["<html", "<!doctype html", "<table", "<head", "<body", "<meta", "<style", "<div", "<tr"];
        if tags.into_iter().any(has) {
            return Some(Self::WebPage);
        }
        text.starts_with("<?xml").then_some(Self::Xml)
    }

    /// What it is, in a sentence.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::WebPage => "halaman web (HTML)",
            Self::WebArchive => "arsip halaman web (MHTML)",
            Self::Xml2003 => "Spreadsheet XML 2003",
            Self::Xml => "berkas XML",
            Self::OpenDocument => "lembar kerja OpenDocument (.ods)",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        "Buka di Excel atau LibreOffice, simpan sebagai .xlsx (Save As), lalu unggah berkas .xlsx itu."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_really_is_is_told_by_its_beginning() {
        let table = "<html><body><table><tr><td>Nama</td></tr></table></body></html>";
        let utf16: Vec<u8> = format!("\u{feff}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
                   xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        let html_of_excel = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>";
        let ods = [ZIP, &[0; FIRST_NAME - 4], OPEN_DOCUMENT].concat();
        for (bytes, what) in [
            (table.as_bytes(), Some(Disguise::WebPage)),
            (format!("\u{feff}\r\n {table}").as_bytes(), Some(Disguise::WebPage)),
            (utf16.as_slice(), Some(Disguise::WebPage)),
            (html_of_excel.as_bytes(), Some(Disguise::WebPage)),
            (b"<style>x</style><table>", Some(Disguise::WebPage)),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", Some(Disguise::WebArchive)),
            (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", Some(Disguise::WebArchive)),
            (xml.as_bytes(), Some(Disguise::Xml2003)),
            (b"<?xml version='1.0'?><data/>", Some(Disguise::Xml)),
            (&ods, Some(Disguise::OpenDocument)),
            (b"PK\x03\x04", None),
            (b"Nama\tNIP\tInstansi\n", None),
            (b"Nama;<html>", None),
            (b"<lain>;1", None),
            (b"\xd0\xcf\x11\xe0", None),
            (b"", None),
        ] {
            assert_eq!(Disguise::of(bytes), what, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
