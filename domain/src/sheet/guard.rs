//! Texts that a spreadsheet would take for a formula: an export puts an apostrophe before them, an import takes it off.

/// Whether a cell that begins with this may be taken for a formula, also where letters are written at full width.
#[must_use]
pub const fn is_formula_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r')
}

/// A text without the apostrophe that an export has put before a formula's sign.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(is_formula_sign)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_apostrophe_of_an_export_is_taken_off() {
        for (cell, text) in [
            ("'=HYPERLINK(\"http://x\",\"klik\")", "=HYPERLINK(\"http://x\",\"klik\")"),
            ("'+62 Ani", "+62 Ani"),
            ("'-", "-"),
            ("'@SUM(1)", "@SUM(1)"),
            ("'＝1+1", "＝1+1"),
            ("'Ain", "'Ain"),
            ("''=1", "''=1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(unguarded(cell), text);
        }
    }
}
