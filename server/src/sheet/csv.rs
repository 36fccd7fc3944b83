//! Comma-separated text, whichever comma it is and however it is encoded.

use std::borrow::Cow;

use ::csv::{ReaderBuilder, StringRecord};
use domain::sheet::{Cell, Sheet};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Ask, PEEK, SheetRefused, gather::Gather};

/// What parts cells, the likeliest first: Indonesian spreadsheets write semicolons.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];
/// No line of a sheet has this many delimiters; each would cost a few bytes more to read.
const ABSURD: usize = 10_000;
/// So many lines, title lines among them, are looked through for the heads.
const PEEKED_LINES: usize = 100;
/// And no more than so many bytes.
const PEEKED: usize = 64 * 1024;
/// Spreadsheets write numbers of more than eleven digits with an exponent.
const SHORTENED_FROM: u16 = 11;

/// Reads text as a sheet. All cells are text, but for numbers that were cut in the file.
pub fn read(bytes: &[u8], ask: &Ask<'_>) -> Result<Sheet, SheetRefused> {
    let text = decode(bytes);
    let strange = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    // A web page saved as “.xls” is text too, but no table.
    if text.contains(strange) || text.trim_start().starts_with('<') {
        return Err(SheetRefused::UnknownType);
    }
    let delimiter = delimiter(&text, ask);
    let count = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
    if text.lines().any(|line| count(line) > ABSURD) {
        return Err(SheetRefused::TooManyColumns { limit: ask.limits.columns, cell: None });
    }
    cells(&text, delimiter, Gather::new(ask.limits))
}

/// What parts the cells: what parts the heads that are asked for, under title lines too.
fn delimiter(text: &str, ask: &Ask<'_>) -> u8 {
    let mut ends = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\n' | b'\r'));
    let end = ends.nth(PEEKED_LINES).map_or(text.len(), |(at, _)| at).min(PEEKED);
    let end = (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let top = text.get(..end).unwrap_or_default();
    let found = |delimiter: u8| {
        let sheet = cells(top, delimiter, Gather::peek(ask.limits, PEEK));
        sheet.map_or(0, |sheet| sheet.heads_found(ask.heads))
    };
    let found = DELIMITERS.map(found);
    match found.iter().max() {
        Some(most @ 1..) => {
            let at = found.iter().position(|count| count == most).unwrap_or_default();
            DELIMITERS.get(at).copied().unwrap_or(b';')
        }
        _ => guess(text),
    }
}

fn cells(text: &str, delimiter: u8, mut gather: Gather) -> Result<Sheet, SheetRefused> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut row = 0_u32;
    let mut end = 0;
    while reader.read_record(&mut record).map_err(|_| SheetRefused::Broken)? {
        row = row.saturating_add(blank_lines(text, end));
        end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        for (column, cell) in (0..).zip(&record) {
            match shortened(cell) {
                true => gather.put((row, column), Cell::Inexact(cell.trim().to_owned()))?,
                false => gather.put_text((row, column), cell)?,
            }
        }
        row = row.saturating_add(1);
    }
    gather.finish()
}

/// UTF-8, or UTF-16 where a mark says so, or what Windows writes in this part of the world.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The delimiter that is most often in the row of heads, outside quotes.
fn guess(text: &str) -> u8 {
    let head = text.trim_start_matches(['\r', '\n']);
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for byte in head.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, delimiter) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
        }
    }
    let most = counts.into_iter().max().unwrap_or_default();
    let at = counts.into_iter().position(|count| count == most).unwrap_or_default();
    DELIMITERS.get(at).copied().unwrap_or(b';')
}

/// How many blank lines follow, which the reader passes over but a spreadsheet counts.
fn blank_lines(text: &str, from: usize) -> u32 {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let mut lines = 0;
    // The reader stops behind the `\r` of a line's `\r\n`.
    let mut last = from.checked_sub(1).and_then(|before| text.as_bytes().get(before)).copied();
    for byte in ends.copied() {
        lines += u32::from(!(byte == b'\n' && last == Some(b'\r')));
        last = Some(byte);
    }
    lines
}

/// Whether this is a long number as spreadsheets and other programs save it: `1,97803E+17`, `1.97803e17`. Its digits
/// are gone. Without decimals and sign it might be a word: `2E17`.
fn shortened(cell: &str) -> bool {
    let Some((mantissa, power)) = cell.trim().split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = match mantissa.split_once([',', '.']) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (mantissa, None),
    };
    let (power, signed) = power.strip_prefix('+').map_or((power, false), |power| (power, true));
    digits(whole)
        && whole.len() == 1
        && decimals.is_none_or(digits)
        && (signed || decimals.is_some())
        && digits(power)
        && power.parse::<u16>().is_ok_and(|power| power >= SHORTENED_FROM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_guessed_from_the_heads() {
        assert_eq!(guess("\r\nNama;NIP;Instansi, unit\n1,2,3,4,5,6"), b';');
        assert_eq!(guess("\"Nama; gelar\",NIP"), b',');
        assert_eq!(guess("Nama\tNIP"), b'\t');
        assert_eq!(guess("Nama"), b';');
    }

    #[test]
    fn shortened_numbers_are_told_from_text() {
        for cut in ["1,97803E+17", "1.97803E+17", " 2E+17 ", "1.98503012010012e+17", "1.5e17", "1E+012"] {
            assert!(shortened(cut), "{cut}");
        }
        for whole in
            ["197803152005011002", "E+17", "1,9E+1", "12,5E+17", "TE+AM", "1,E+17", "2E17", "1.5e3", ""]
        {
            assert!(!shortened(whole), "{whole}");
        }
    }
}
