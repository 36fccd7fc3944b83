//! Applicants pasted as lines: all of them, or none.

use std::collections::HashSet;

use super::applicant::{Person, PersonForm};
use crate::{field::FieldErrors, sheet::unguarded};

/// The most lines that are pasted at once.
pub const MAX_LINES: usize = 500;

/// The cells of a line.
const CELLS: usize = 3;
/// So many bytes of a quoted cell are looked through for its other quote.
const MAX_QUOTED: usize = 2000;
/// So many bad lines are told.
const TOLD: usize = 5;

/// Reads pasted lines `Nama; NIP; Instansi`, parted by tabs (as a spreadsheet copies
/// them) or semicolons. Commas part nothing: names carry titles. A cell in quotes may hold line breaks, as a
/// spreadsheet copies a cell of several lines.
///
/// # Errors
/// Under `lines`, a sentence naming the first bad lines.
pub fn parse_lines(text: &str) -> Result<Vec<Person>, FieldErrors> {
    let refuse = |sentence: String| Err(FieldErrors::of("lines", sentence));
    // Counted before anything is read: whoever pastes a whole table is told at once.
    let records: Vec<Record> = Records { rest: text, line: 1 }.take(MAX_LINES + 1).collect();
    if records.len() > MAX_LINES {
        return refuse(format!("Paling banyak {MAX_LINES} baris sekali tempel."));
    }
    if records.is_empty() {
        return refuse("Tempelkan paling sedikit satu baris: Nama; NIP; Instansi.".to_owned());
    }
    let (mut people, mut known, mut complaints) = (Vec::new(), HashSet::new(), Vec::new());
    for Record { line, cells } in records {
        let Ok([name, nip, agency]) = <[String; CELLS]>::try_from(cells) else {
            complaints.push(format!("Baris {line}: tulis Nama; NIP; Instansi."));
            continue;
        };
        match (PersonForm { name, nip, agency }).validate() {
            Ok(person) => {
                if !known.insert(person.nip.clone()) {
                    complaints.push(format!("Baris {line}: NIP {} tertulis dua kali.", person.nip));
                }
                people.push(person);
            }
            Err(errors) => {
                let sentences: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
                complaints.push(format!("Baris {line}: {}", sentences.join(" ")));
            }
        }
    }
    if complaints.is_empty() {
        return Ok(people);
    }
    let more = complaints.len().saturating_sub(TOLD);
    complaints.truncate(TOLD);
    if more > 0 {
        complaints.push(format!("Dan {more} baris lain."));
    }
    refuse(complaints.join(" "))
}

/// A pasted line that is not blank.
struct Record {
    /// The number of the line it begins on, from 1.
    line: usize,
    /// Its cells; one more than there should be when there are too many.
    cells: Vec<String>,
}

/// Parts the text, as far as it is asked for.
struct Records<'a> {
    rest: &'a str,
    line: usize,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.rest.is_empty() {
            let (line, begin) = (self.line, self.rest);
            let is_blank = cut_line(begin).0.trim().is_empty();
            let (cells, after) = if is_blank { (Vec::new(), begin) } else { cells_of(begin) };
            self.rest = cut_line(after).1;
            let read = begin.len() - self.rest.len();
            self.line += begin.bytes().take(read).filter(|byte| *byte == b'\n').count();
            if !is_blank {
                return Some(Record { line, cells });
            }
        }
        None
    }
}

/// The cells of the line that begins here, and what follows them.
fn cells_of(text: &str) -> (Vec<String>, &str) {
    let is_tabbed = match quoted(text) {
        Some((_, after)) => after.starts_with('\t'),
        None => cut_line(text).0.contains('\t'),
    };
    let delimiter = if is_tabbed { '\t' } else { ';' };
    let (mut cells, mut rest) = (Vec::new(), text);
    loop {
        let (cell, after) = cell(rest, delimiter);
        cells.push(cell);
        let Some(next) = after.strip_prefix(delimiter) else { return (cells, after) };
        rest = next;
        if cells.len() == CELLS {
            // Columns without anything in them may come along.
            if cut_line(rest).0.contains(|c: char| c != delimiter && !c.is_whitespace()) {
                cells.push(String::new());
            }
            return (cells, rest);
        }
    }
}

/// The cell that begins here, and what follows it: a delimiter, a line's end, or nothing.
fn cell(text: &str, delimiter: char) -> (String, &str) {
    let ends = |after: &str| after.is_empty() || after.starts_with([delimiter, '\r', '\n']);
    let (cell, after) = quoted(text).filter(|(_, after)| ends(after)).unwrap_or_else(|| {
        let (cell, after) = text.split_at(text.find([delimiter, '\n']).unwrap_or(text.len()));
        (cell.to_owned(), after)
    });
    (unguarded(cell.trim()), after)
}

/// What stands in the quotes that begin here, and what follows them. A name may hold quotes without being quoted.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.trim_start_matches(' ').strip_prefix('"')?;
    let mut quotes =
        inner.bytes().take(MAX_QUOTED).enumerate().filter(|(_, byte)| *byte == b'"').map(|(at, _)| at);
    let mut end = quotes.next()?;
    // Two quotes are one that belongs to the text.
    while inner.as_bytes().get(end + 1) == Some(&b'"') {
        quotes.next();
        end = quotes.next()?;
    }
    let (content, after) = inner.split_at_checked(end)?;
    let after = after.strip_prefix('"')?.trim_start_matches(' ');
    let ends = after.is_empty() || after.starts_with(['\t', ';', '\r', '\n']);
    ends.then(|| (content.replace("\"\"", "\""), after))
}

/// A line without its end, and what follows.
fn cut_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIP: &str = "197803152005011002";
    const OTHER: &str = "198001012006042001";

    fn names(text: &str) -> Vec<String> {
        parse_lines(text).unwrap().into_iter().map(|person| person.name).collect()
    }

    fn complaint(text: &str) -> String {
        parse_lines(text).unwrap_err().get("lines").unwrap().to_owned()
    }

    /// A NIP of its own for each number below 36,000.
    fn nip(number: usize) -> String {
        let (year, month, rest) = (1960 + number % 30, 1 + number / 30 % 12, 1 + number / 360);
        format!("{year}0101{}{month:02}1{rest:03}", year + 25)
    }

    #[test]
    fn lines_by_tab_or_semicolon() {
        let text = format!("dr. Ani, M.Kes; {NIP}; Dinas Kesehatan A\n\nBudi\t{OTHER}\tDinas Sosial\r\n");
        let people = parse_lines(&text).unwrap();
        assert_eq!(people.len(), 2);
        assert_eq!(people[0].name, "dr. Ani, M.Kes");
        assert_eq!(people[1].agency, "Dinas Sosial");
    }

    #[test]
    fn bad_lines_are_named() {
        let sentence = complaint(&format!("Ani; {NIP}; A\nBudi; 12; B\nCitra\nAni; {NIP}; A\nD;{OTHER};A;x"));
        assert!(sentence.contains("Baris 2: NIP harus 18 angka."));
        assert!(sentence.contains("Baris 3: tulis Nama; NIP; Instansi."));
        assert!(sentence.contains("Baris 4: NIP"));
        assert!(sentence.contains("Baris 5: tulis Nama; NIP; Instansi."));
        assert!(complaint("  \n").contains("paling sedikit satu baris"));
        assert!(complaint("").contains("paling sedikit satu baris"));
    }

    #[test]
    fn a_pasted_nip_that_lost_its_digits_is_refused_and_an_apostrophe_taken_off() {
        let sentence = complaint("Ani Lestari;1,98503E+17;Dinas Uji\nBudi;198503012010011000;Dinas Uji");
        assert_eq!(sentence.matches("digit terakhirnya hilang").count(), 2, "{sentence}");
        assert_eq!(parse_lines(&format!("Ani;'{NIP};Dinas")).unwrap()[0].nip, NIP);
    }

    #[test]
    fn a_pasted_cell_of_several_lines_becomes_one_line() {
        let text = format!("\"Ani Lestari\nS.E., M.Si\"\t{NIP}\t\"Dinas\nUji\"\t\t\nBudi;{OTHER};Dinas\n\nx");
        let sentence = complaint(&text);
        assert_eq!(sentence, "Baris 6: tulis Nama; NIP; Instansi.");
        let people = parse_lines(text.trim_end_matches('x')).unwrap();
        assert_eq!(
            (people[0].name.as_str(), people[0].agency.as_str()),
            ("Ani Lestari S.E., M.Si", "Dinas Uji")
        );
        assert_eq!(people[1].name, "Budi");
    }

    #[test]
    fn quotes_in_a_name_stay() {
        for (typed, kept) in [
            ("\"Bung\" Tomo", "\"Bung\" Tomo"),
            ("\"Bung Tomo", "\"Bung Tomo"),
            ("Budi \"Bung\" S", "Budi \"Bung\" S"),
            ("\"Budi \"\"Bung\"\" S\"", "Budi \"Bung\" S"),
            ("\"Ani; S.E.\"", "Ani; S.E."),
            ("\"\"\"Bung\"\"\"", "\"Bung\""),
        ] {
            assert_eq!(names(&format!("{typed};{NIP};Dinas")), [kept]);
            assert_eq!(names(&format!("{typed}\t{NIP}\tDinas\n")), [kept]);
        }
    }

    #[test]
    fn what_an_export_guarded_comes_back_without_its_apostrophe() {
        let people = parse_lines(&format!("\"'+62 Ani\";{NIP};\"'=Dinas Uji\"")).unwrap();
        assert_eq!((people[0].name.as_str(), people[0].agency.as_str()), ("+62 Ani", "=Dinas Uji"));
    }

    #[test]
    fn too_many_lines_are_counted_before_they_are_read() {
        let line = |number| format!("Orang {number};{};Dinas\n", nip(number));
        let most: String = (0..MAX_LINES).map(line).collect();
        assert_eq!(parse_lines(&most).unwrap().len(), MAX_LINES);
        let too_many: String = (0..=MAX_LINES).map(line).collect();
        assert_eq!(complaint(&too_many), "Paling banyak 500 baris sekali tempel.");
        // Whatever stands on the lines, and however many they are, only the first 501 are looked at.
        let huge = "\";x\"\n".repeat(1_000_000);
        assert_eq!(complaint(&huge), "Paling banyak 500 baris sekali tempel.");
        let open = format!("{}\n", "\"".repeat(3_000_000));
        assert!(!complaint(&open).is_empty());
    }
}
