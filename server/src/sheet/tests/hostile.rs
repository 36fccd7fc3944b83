//! Small files that claim to be large.

use std::io::{Cursor, Write as _};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    xls::{container, record},
    *,
};

/// The parts of a workbook whose only sheet holds these rows.
pub(super) fn parts(rows: &str) -> Vec<(&'static str, String)> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#)
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
    vec![
        ("_rels/.rels", relations(relation("a", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="S" r:id="b"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", relations(relation("b", "worksheet", "worksheets/sheet1.xml"))),
        ("xl/styles.xml", "<styleSheet></styleSheet>".to_owned()),
        ("xl/sharedStrings.xml", "<sst><si><t>satu</t></si></sst>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ]
}

pub(super) fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Little enough that a file beyond it is quickly made.
fn read_little(bytes: &[u8]) -> Result<Sheet, SheetRefused> {
    read(bytes, Limits { rows: 1000, columns: 5, unpacked: MIB, ..Limits::default() })
}

const MIB: usize = 1024 * 1024;

fn with(name: &str, part: impl Into<String>) -> Vec<u8> {
    let mut parts = parts(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    parts.iter_mut().find(|(known, _)| *known == name).unwrap().1 = part.into();
    pack(&parts)
}

#[test]
fn a_workbook_made_by_hand_is_read() {
    let sheet = read_all(&with("xl/styles.xml", "<styleSheet/>")).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![text("satu")])]);
}

#[test]
fn one_cell_at_the_far_end() {
    let far = pack(&parts(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#));
    assert_eq!(read_all(&far), Err(rows_end(20_000, "XFD1048576")));
    let wide = pack(&parts(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#));
    assert_eq!(read_all(&wide), Err(columns_end(50, Some("XFD1"))));
    let claims = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let sheet = read_all(&with("xl/worksheets/sheet1.xml", claims)).unwrap();
    assert_eq!(rows(&sheet), [(1, vec![number("1")])]);
}

#[test]
fn a_zip_that_unfolds() {
    let blank = with("xl/worksheets/sheet1.xml", " ".repeat(MIB + 1));
    assert!(blank.len() < 10_000);
    assert_eq!(read_little(&blank), Err(SheetRefused::TooLarge));
    // Several together, each within the limit.
    let mut many = parts(&filled(MIB / 2));
    many[4].1 = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(MIB / 2 + 1000));
    assert_eq!(read_little(&pack(&many)), Err(SheetRefused::TooLarge));
    // Whatever is not read does not count.
    let mut picture = parts(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    picture.push(("xl/media/image1.png", " ".repeat(MIB + 1)));
    picture.push(("xl/worksheets/sheet2.xml", " ".repeat(MIB + 1)));
    assert!(read_little(&pack(&picture)).is_ok());
}

/// Cells with values, of so many bytes as they are kept; none is beyond the limits.
fn filled(bytes: usize) -> String {
    r#"<c r="A1"><v>1</v></c>"#.repeat(bytes / 22)
}

#[test]
fn what_is_thrown_away_is_bounded_too() {
    // Nothing but empty cells: eight times the limit, and no more.
    let empty = |bytes: usize| pack(&parts(&r#"<c r="A1" s="0"/>"#.repeat(bytes / 17)));
    assert_eq!(read_little(&empty(7 * MIB)), Err(SheetRefused::Empty));
    assert_eq!(read_little(&empty(9 * MIB)), Err(SheetRefused::TooLarge));
    // Filled ones end sooner.
    assert_eq!(read_little(&pack(&parts(&filled(2 * MIB)))), Err(SheetRefused::TooLarge));
    // One tag, one text, one comment, and tags without an end.
    let long = "x".repeat(MIB);
    for piece in [
        format!(r#"<c r="A1" note="{long}"/>"#),
        format!(r#"<c r="A1"><v>{long}</v></c>"#),
        format!("<!--{long}-->"),
        format!(r#"<c r="A1"><f>{long}</f></c>"#),
    ] {
        assert_eq!(read_little(&pack(&parts(&piece))), Err(SheetRefused::TooLarge), "{}", &piece[..20]);
    }
    assert_eq!(read_little(&pack(&parts(&"<a>".repeat(MIB)))), Err(SheetRefused::Broken));
    assert_eq!(
        read_little(&pack(&parts(&format!("<c><is>{}", "<a>".repeat(MIB))))),
        Err(SheetRefused::Broken)
    );
}

#[test]
fn formulas_and_merged_cells_that_multiply() {
    let formulas = r#"<c r="A1"><f>1</f></c>"#.repeat(MIB / 4);
    assert_eq!(rows(&read_little(&pack(&parts(&formulas))).unwrap()), [(1, vec![Cell::Formula])]);
    let merged = |area: &str, count: usize| {
        let cells: String = (1..=999).map(|row| format!(r#"<c r="A{row}"><v>1</v></c>"#)).collect();
        let mut parts = parts(&cells);
        let areas = format!(r#"<mergeCell ref="{area}"/>"#).repeat(count);
        parts[5].1 =
            parts[5].1.replace("</sheetData>", &format!("</sheetData><mergeCells>{areas}</mergeCells>"));
        pack(&parts)
    };
    // A million cells are filled, and no more: the same ones again and again.
    assert_eq!(read_little(&merged("A1:E999", 10_000)), Err(SheetRefused::TooLarge));
    assert_eq!(read_all(&merged("A1:A1", 100_001)), Err(SheetRefused::TooLarge));
    assert_eq!(read_little(&merged("A1:XFD1048576", 1)).unwrap().rows.len(), 999);
    // Upside down, and beyond the end.
    assert_eq!(read_little(&merged("E9:A1", 1)).unwrap().rows.len(), 999);
    assert_eq!(read_little(&merged("A0:A1", 1)), Err(SheetRefused::Broken));
}

#[test]
fn many_sheets_are_not_all_looked_at() {
    let mut parts = parts(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    parts[1].1 = format!(
        r#"<workbook><sheets>{}</sheets></workbook>"#,
        r#"<sheet name="S" r:id="b"/>"#.repeat(30_000)
    );
    assert_eq!(read_all(&pack(&parts)).unwrap().rows.len(), 1);
}

#[test]
fn work_that_nobody_waits_for_ends() {
    let far = pack(&parts(&r#"<c r="A1" s="0"/>"#.repeat(10_000)));
    let ask = Ask { limits: Limits::default(), heads: &[], is_void: &|| true };
    assert_eq!(read_table(&far, &ask), Err(SheetRefused::TookTooLong));
    let old = old(&[], &record(0x0203, &at(0, 0, &1.0_f64.to_le_bytes())));
    assert_eq!(read_table(&old, &ask), Err(SheetRefused::TookTooLong));
}

#[test]
fn an_announced_size_is_not_believed() {
    let mut bytes = with("xl/worksheets/sheet1.xml", " ".repeat(MIB + 1));
    let size = u32::try_from(MIB + 1).unwrap().to_le_bytes();
    let mut places = 0;
    while let Some(at) = bytes.windows(4).position(|window| window == size) {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        places += 1;
    }
    assert!(places > 0);
    assert!(matches!(read_little(&bytes), Err(SheetRefused::TooLarge | SheetRefused::Broken)));
}

#[test]
fn strings_and_styles_that_multiply() {
    let announced = r#"<sst uniqueCount="999999999999"><si><t>satu</t></si></sst>"#;
    assert_eq!(read_little(&with("xl/sharedStrings.xml", announced)), Err(SheetRefused::TooLarge));
    let empty = format!("<sst>{}</sst>", "<si/>".repeat(5001));
    assert_eq!(read_little(&with("xl/sharedStrings.xml", empty)), Err(SheetRefused::TooLarge));
    // Attributes may hold angle brackets, which must not make a tag look short.
    let name = "x".repeat(3000);
    let fonts = format!(r#"<styleSheet><fonts><font><name val="><{name}"/></font></fonts></styleSheet>"#);
    assert_eq!(read_little(&with("xl/styles.xml", fonts)), Err(SheetRefused::TooLarge));
    let styles = format!("<styleSheet>{}</styleSheet>", "<xf/>".repeat(MIB / 5));
    assert_eq!(read_all(&with("xl/styles.xml", styles)), Err(SheetRefused::TooLarge));
    // One long text, shown by many cells.
    let cells: String = (1..=40).map(|r| format!(r#"<c r="A{r}" t="s"><v>0</v></c>"#)).collect();
    let mut parts = parts(&cells);
    parts[4].1 = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    assert!(read_all(&pack(&parts)).is_ok());
    assert_eq!(read_little(&pack(&parts)), Err(SheetRefused::TooLarge));
}

#[test]
fn a_workbook_that_points_elsewhere() {
    let mut parts = parts("");
    parts[0].1 = parts[0].1.replace("xl/workbook.xml", "/etc/passwd");
    parts[5].1 = parts[5].1.replace("<sheetData>", r#"<sheetData><c r="A1"><v>1</v></c>"#);
    // The pointer at the top is not used at all.
    assert!(read_all(&pack(&parts)).is_ok());
    parts[2].1 = parts[2].1.replace("worksheets/sheet1.xml", "../../etc/passwd");
    assert_eq!(read_all(&pack(&parts)), Err(SheetRefused::Broken));
}

#[test]
fn other_zips_are_no_sheets() {
    let word = pack(&[("[Content_Types].xml", String::new()), ("word/document.xml", String::new())]);
    assert_eq!(read_all(&word), Err(SheetRefused::UnknownType));
    let whole = with("xl/styles.xml", "<styleSheet/>");
    assert_eq!(read_all(&whole[..whole.len() / 2]), Err(SheetRefused::Broken));
}

#[test]
fn errors_only_excel_knows() {
    let spill = pack(&parts(r##"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>"##));
    assert_eq!(read_all(&spill), Err(SheetRefused::StrangeError("#SPILL!".to_owned())));
}

/// An old workbook whose only sheet holds these records.
pub(super) fn old(shared: &[u8], cells: &[u8]) -> Vec<u8> {
    let bof = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let bound =
        |at: usize| record(0x0085, &[&u32::try_from(at).unwrap().to_le_bytes()[..], b"\0\0\x01\0S"].concat());
    let eof = record(0x000a, &[]);
    let start = bof.len() + bound(0).len() + shared.len() + eof.len();
    let stream = [&bof, bound(start).as_slice(), shared, &eof, &bof, cells, &eof].concat();
    container("/Workbook", &stream)
}

fn at(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat()
}

#[test]
fn old_files_that_claim_to_be_large() {
    let one = record(0x0203, &at(0, 0, &1.0_f64.to_le_bytes()));
    assert_eq!(rows(&read_all(&old(&[], &one)).unwrap()), [(1, vec![number("1")])]);

    let far = record(0x0203, &at(65_535, 255, &[0; 8]));
    assert_eq!(read_all(&old(&[], &far)), Err(rows_end(20_000, "IV65536")));
    // Dimensions are only a claim.
    let claim = record(0x0200, &[&[0; 4][..], &[0xff; 4], &[0, 0, 0xff, 0xff, 0, 0]].concat());
    assert!(read_all(&old(&[], &[claim, one].concat())).is_ok());
    let label = record(0x0204, &at(0, 0, &[0xff, 0xff, 0, b'x']));
    assert_eq!(read_all(&old(&[], &label)), Err(SheetRefused::Broken));
    let backwards = record(0x00bd, &[&at(0, 9, &[0; 6])[..], &[0, 0]].concat());
    assert_eq!(read_all(&old(&[], &backwards)), Err(SheetRefused::Broken));
}

#[test]
fn old_strings_that_multiply() {
    let long = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &8000_u16.to_le_bytes(), &[0], &[b'x'; 8000]].concat();
    let cells: Vec<u8> = (0..200).flat_map(|row| record(0x00fd, &at(row, 0, &[0; 4]))).collect();
    assert_eq!(read_little(&old(&record(0x00fc, &long), &cells)), Err(SheetRefused::TooLarge));
    let few = &cells[..14 * 5];
    assert_eq!(read_little(&old(&record(0x00fc, &long), few)).unwrap().rows.len(), 5);
    let pieces = [record(0x00fc, &long), record(0x003c, &[0]).repeat(10_001)].concat();
    assert_eq!(read_all(&old(&pieces, few)), Err(SheetRefused::TooLarge));
}
