//! A workbook that is as large as it is dull: rows of text that does not compress well.

use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{Context, Result};
use flate2::{Compression, Crc, write::DeflateEncoder};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Pelamar" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A sheet of applicants with so many rows.
pub fn of_rows(rows: u64) -> Result<Vec<u8>> {
    let mut sheet = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    row(&mut sheet, 1, ["Nama", "NIP", "Instansi"])?;
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut word = || -> String {
        (0..4)
            .map(|_| {
                // Xorshift: any text will do that a compressor does not see through.
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                format!("{seed:016x}")
            })
            .collect()
    };
    for number in 2..=rows {
        row(&mut sheet, number, [&word(), &word(), &word()])?;
    }
    sheet.push_str("</sheetData></worksheet>");
    zip(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ])
}

fn row(sheet: &mut String, number: u64, cells: [&str; 3]) -> Result<()> {
    write!(sheet, "<row r=\"{number}\">")?;
    for (column, text) in ["A", "B", "C"].into_iter().zip(cells) {
        write!(sheet, "<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")?;
    }
    sheet.push_str("</row>");
    Ok(())
}

fn zip(parts: &[(&str, &str)]) -> Result<Vec<u8>> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(text.as_bytes())?;
        let packed = deflate.finish()?;
        let offset = size(file.len())?;
        let mut about = Vec::new();
        // Version, flags, deflate, a date that says nothing, checksum, sizes, the name's length, nothing more.
        for short in [20_u16, 0, 8, 0, 0x21] {
            about.extend_from_slice(&short.to_le_bytes());
        }
        for long in [crc.sum(), size(packed.len())?, size(text.len())?] {
            about.extend_from_slice(&long.to_le_bytes());
        }
        about.extend_from_slice(&u16::try_from(name.len())?.to_le_bytes());
        about.extend_from_slice(&0_u16.to_le_bytes());

        file.extend_from_slice(b"PK\x03\x04");
        file.extend_from_slice(&about);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&packed);

        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&20_u16.to_le_bytes());
        directory.extend_from_slice(&about);
        // No comment, the first disk, no attributes inside; none outside.
        directory.extend_from_slice(&[0; 6]);
        directory.extend_from_slice(&[0; 4]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (begin, count) = (size(file.len())?, u16::try_from(parts.len())?);
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for short in [count, count] {
        file.extend_from_slice(&short.to_le_bytes());
    }
    file.extend_from_slice(&size(directory.len())?.to_le_bytes());
    file.extend_from_slice(&begin.to_le_bytes());
    file.extend_from_slice(&[0; 2]);
    Ok(file)
}

fn size(bytes: usize) -> Result<u32> {
    u32::try_from(bytes).context("a workbook beyond four gigabytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_leads_to_every_part() {
        let file = zip(&[("a.xml", "<a/>"), ("b/c.xml", "<c/>")]).unwrap();
        let end = file.len() - 22;
        assert_eq!(&file[end..end + 4], b"PK\x05\x06");
        let begin = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
        assert_eq!(&file[begin..begin + 4], b"PK\x01\x02");
        let first = u32::from_le_bytes(file[begin + 42..begin + 46].try_into().unwrap()) as usize;
        assert_eq!((first, &file[begin + 46..begin + 51]), (0, &b"a.xml"[..]));
        assert_eq!(&file[30..35], b"a.xml");
    }

    #[test]
    fn a_sheet_is_some_megabytes() {
        let size = of_rows(2_000).unwrap().len();
        assert!((150_000..600_000).contains(&size), "{size}");
    }
}
