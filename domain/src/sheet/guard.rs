//! Texts that a spreadsheet would take for a formula: an export puts an apostrophe before them, an import takes it off.

/// Whether a cell that begins with this may be taken for a formula, also where letters are written at full width.
#[must_use]
pub const fn is_formula_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Whether a file may be opened with this between its cells.
const fn parts_cells(c: char) -> bool {
    matches!(c, ',' | ';' | '|' | '\t' | '\r' | '\n')
}

/// A text without the apostrophes that an export has put before what might begin a formula: at its beginning, and
/// behind whatever may part cells.
#[must_use]
pub fn unguarded(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut next = rest.clone();
        let sign = next.next();
        let is_guard = c == '\''
            && match before {
                None => sign.is_some_and(|c| is_formula_sign(c) || matches!(c, '\t' | '\r' | '\n')),
                Some(before) => {
                    parts_cells(before)
                        && sign.is_some_and(is_formula_sign)
                        && next.next().is_some_and(|c| !c.is_whitespace())
                }
            };
        if !is_guard {
            bare.push(c);
        }
        before = Some(c);
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_apostrophes_of_an_export_are_taken_off() {
        for (cell, text) in [
            ("'=HYPERLINK(\"http://x\",\"klik\")", "=HYPERLINK(\"http://x\",\"klik\")"),
            ("'+62 Ani", "+62 Ani"),
            ("'-", "-"),
            ("'@SUM(1)", "@SUM(1)"),
            ("'＝1+1", "＝1+1"),
            ("'\t'=1", "\t=1"),
            ("x,'=cmd|'/c calc'!A1", "x,=cmd|'/c calc'!A1"),
            ("Ani,'- S.E.", "Ani,'- S.E."),
            ("'Ain", "'Ain"),
            ("Sa,'id", "Sa,'id"),
            ("''=1", "''=1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(unguarded(cell), text);
        }
    }
}
