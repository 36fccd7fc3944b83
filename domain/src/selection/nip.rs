//! The NIP of a civil servant, and what spreadsheets make of it.
//!
//! A spreadsheet keeps 15 digits of a number, and a NIP has 18. What has gone that way looks like a NIP and belongs
//! to nobody, so it is refused in whichever spelling it comes.

/// What to do about digits that a spreadsheet has dropped.
pub(crate) const LOST_DIGITS: &str = "Angka terlalu panjang sehingga digit terakhirnya hilang. Ubah format kolom menjadi Teks, lalu isikan lagi.";

/// How many digits a NIP has.
const DIGITS: usize = 18;
/// Floating-point numbers between 2^57 and 2^58, where all NIP lie, are multiples of this.
const STEP: u64 = 32;

/// Reads a NIP: 18 digits holding date of birth, month of appointment, sex (1 or 2)
/// and a serial number. Blanks between the groups are taken away, and what spreadsheets put around a number: an
/// apostrophe before it, `.0` behind it.
///
/// # Errors
/// A sentence.
pub fn parse_nip(text: &str) -> Result<String, String> {
    let typed: String = text.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).collect();
    let bare = typed.strip_prefix(['\'', '’', '‘', '`', '´']).unwrap_or(&typed);
    if bare.is_empty() {
        return Err("NIP wajib diisi.".to_owned());
    }
    if is_shortened(bare) {
        return Err(LOST_DIGITS.to_owned());
    }
    let (nip, was_number) = without_decimals(bare);
    if nip.len() != DIGITS || !nip.bytes().all(|b| b.is_ascii_digit()) {
        return Err("NIP harus 18 angka.".to_owned());
    }
    if nip.ends_with("000") {
        return Err(format!("NIP yang berakhir dengan 000 tidak ada. {LOST_DIGITS}"));
    }
    // A number with decimals went through floating point; where it may have been rounded, it is not believed.
    if was_number && nip.parse::<u64>().is_ok_and(|number| number % STEP == 0) {
        return Err(LOST_DIGITS.to_owned());
    }
    let born = chrono::NaiveDate::parse_from_str(&nip[0..8], "%Y%m%d");
    let appointed = chrono::NaiveDate::parse_from_str(&format!("{}01", &nip[8..14]), "%Y%m%d");
    let (Ok(born), Ok(appointed)) = (born, appointed) else {
        return Err("NIP tidak sah: tanggal lahir atau bulan pengangkatannya keliru.".to_owned());
    };
    if !matches!(nip.as_bytes()[14], b'1' | b'2') || appointed <= born {
        return Err("NIP tidak sah: periksa kembali ke-18 angkanya.".to_owned());
    }
    Ok(nip.to_owned())
}

/// Whether this is a number with an exponent, in any spelling: `1,98503E+17`, `1.985e17`, `1,98503×10^17`.
fn is_shortened(text: &str) -> bool {
    let marks = ["e", "E", "×10^", "x10^", "X10^", "*10^", "×10"];
    let Some((mantissa, power)) = marks.iter().find_map(|mark| text.split_once(mark)) else { return false };
    let mantissa = mantissa.strip_prefix('+').unwrap_or(mantissa);
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(number)
        && !power.is_empty()
        && power.chars().all(|c| c.is_ascii_digit() || "⁰¹²³⁴⁵⁶⁷⁸⁹⁺".contains(c))
}

/// Takes `.0` off; whether there was one.
fn without_decimals(text: &str) -> (&str, bool) {
    match text.split_once(['.', ',']) {
        Some((whole, zeros)) if whole.len() == DIGITS && zeros.bytes().all(|b| b == b'0') => (whole, true),
        _ => (text, false),
    }
}

/// Marks without width that come along when text is copied from a document or a web page.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIP: &str = "197803152005011002";

    #[test]
    fn a_nip_is_checked() {
        assert_eq!(parse_nip("19780315 200501 1 002"), Ok(NIP.to_owned()));
        for bad in [
            "",
            "987765",
            "19781315200501100x",
            "197813152005011002",
            "197803152005131002",
            "197803152005013002",
            "200503151978011002",
            "19780315200501100é",
        ] {
            assert!(parse_nip(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_a_spreadsheet_puts_around_a_nip_is_taken_off() {
        for spelt in [
            "'197803152005011002",
            "’197803152005011002",
            "197803152005011002.0",
            "197803152005011002,00",
            " '197803152005011002.0\n",
            "\u{202d}197803152005011002\u{202c}",
            "1978\u{a0}0315 200501\t1 002",
        ] {
            assert_eq!(parse_nip(spelt).as_deref(), Ok(NIP), "{spelt:?}");
        }
    }

    #[test]
    fn a_nip_that_lost_its_digits_is_refused_in_every_spelling() {
        for cut in [
            "198503012010011000",
            "'198503012010012000",
            "198503012010012000.0",
            "198503012010011968.0",
            "1.98503012010012e+17",
            "1,98503E+17",
            "1.98503E17",
            "1,98503 e 17",
            "2E+17",
            "198,503e15",
            "1,98503×10^17",
            "1.98503x10^17",
            "1,98503×10¹⁷",
            "'1,98503E+17",
        ] {
            let sentence = parse_nip(cut).unwrap_err();
            assert!(sentence.contains("digit terakhirnya hilang"), "{cut}: {sentence}");
        }
        for other in ["E17", "enam belas", "1e", "e", "×10", "197803152005011002.5", "1978.0"] {
            assert_eq!(parse_nip(other), Err("NIP harus 18 angka.".to_owned()), "{other}");
        }
    }
}
