//! Small files of every type that is taken.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, write::SimpleFileOptions};

pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
pub const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";
pub const HTML: &[u8] = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>";

/// What says which part of a document is the main one.
pub const LINKS: &[u8] =
    br#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="main.xml"/></Relationships>"#;

/// A zip of these parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What says that the main part is one of a document, or of a workbook.
pub fn types(kind: &str) -> Vec<u8> {
    let main = format!("application/vnd.openxmlformats-officedocument.{kind}.main+xml");
    format!(r#"<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>"#).into_bytes()
}

pub fn docx() -> Vec<u8> {
    let types = types("wordprocessingml.document");
    zip(&[("[Content_Types].xml", &types), ("_rels/.rels", LINKS), ("main.xml", b"<w/>")])
}

pub fn xlsx() -> Vec<u8> {
    let types = types("spreadsheetml.sheet");
    zip(&[("_rels/.rels", LINKS), ("main.xml", b"<x/>"), ("[Content_Types].xml", &types)])
}

/// A spreadsheet that can be opened, with these cells as text.
pub fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            page.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}
